import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Where the numbers of processes mean the same: this machine, or this container of it, whose name
 * another one may share. Hexadecimal.
 */
export const PLACE = createHash('sha256')
  .update(`${hostname()} ${namespaceOfProcesses()}`)
  .digest('hex')
  .slice(0, 16);

/** Linux alone has such, and says so. */
function namespaceOfProcesses(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** False only for a number of this place that no process has. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
