import { spawnSync } from 'node:child_process';

/** `it`, or a test that is skipped and says why, where a program is not installed. */
export const itWith = (
  program: string,
  versionOption = '--version',
): ((title: string, test: () => Promise<void>) => void) =>
  spawnSync(program, [versionOption]).status === 0
    ? it
    : (title, test) => {
        it.skip(`${title} (${program} is not installed)`, test);
      };
