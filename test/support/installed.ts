import { spawnSync } from 'node:child_process';

type Test = (title: string, test: () => Promise<void>) => void;

const itIf = (isPossible: boolean, reason: string): Test =>
  isPossible
    ? it
    : (title, test) => {
        it.skip(`${title} (${reason})`, test);
      };

/** `it`, or a test that is skipped and says why, where a program is not installed. */
export const itWith = (program: string, versionOption = '--version'): Test =>
  itIf(spawnSync(program, [versionOption]).status === 0, `${program} is not installed`);

/** The start of a command that gives the program after it a host name of its own. */
export const withHostname = (name: string): string[] => [
  ...['unshare', '--user', '--map-root-user', '--uts'],
  ...['sh', '-c', `hostname ${name} && exec "$0" "$@"`],
];

/** `it`, or a test that is skipped and says why, where a program cannot have a host name of its own. */
export const itWithHostnames = (): Test => {
  const [command = '', ...args] = withHostname('other');
  return itIf(
    spawnSync(command, [...args, 'true']).status === 0,
    'unshare cannot change the host name',
  );
};
