import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

const token = randomUUID();

/** Names this process among all that use the database. */
export const THIS_PROCESS = `${hostname()} ${String(process.pid)} ${token}`;

/** False only for a process that certainly ended: one of this machine that is not there any more. */
export function mayBeAlive(identity: string): boolean {
  if (identity === THIS_PROCESS) return true;
  const [host, id] = identity.split(' ');
  if (host !== hostname()) return true;
  const pid = Number(id);
  // The same number in another life, as in a container that was started again.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
