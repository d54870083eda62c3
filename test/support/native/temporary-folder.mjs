import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What Linux keeps in memory. */
const IN_MEMORY = '/dev/shm';

/** Many times what the tests need at a time. */
const MIN_FREE_BYTES = 4 * 2 ** 30;

/**
 * Where the files of a run are. The tests create and remove some hundred thousand: in memory that takes
 * half as long as on ext4, which looks through the recently removed ones for each new one.
 */
export const temporaryFolder = () => (isUsable() ? IN_MEMORY : tmpdir());

function isUsable() {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= MIN_FREE_BYTES && memoryBytes() >= MIN_FREE_BYTES && isExecutable();
  } catch {
    return false;
  }
}

/** The memory that programs could still use. */
const memoryBytes = () =>
  Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;

/** A copy of PostgreSQL's programs is among the files, unless a container forbids it there. */
const isExecutable = () =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((mount) => mount.split(' '))
    .some(
      ([, folder, , options]) => folder === IN_MEMORY && !options.split(',').includes('noexec'),
    );
