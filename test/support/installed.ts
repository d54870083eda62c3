import { spawnSync } from 'node:child_process';

/** `it`, or a test that is skipped and says why, where a program is not installed. */
export const itWith = (program: string): ((title: string, test: () => Promise<void>) => void) =>
  spawnSync(program, ['--version']).status === 0
    ? it
    : (title, test) => {
        it.skip(`${title} (${program} is not installed)`, test);
      };
