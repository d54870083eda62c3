import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Identifies the host whose process ids can be compared with ours: the machine, or on Linux the PID
 * namespace of a container, since two containers may share a host name. 16 hexadecimal digits.
 */
export const HOST_ID = createHash('sha256')
  .update(`${hostname()} ${pidNamespace()}`)
  .digest('hex')
  .slice(0, 16);

/** Empty where there is no PID namespace: only Linux has them. */
function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Whether this host has a process of that id, of any user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
