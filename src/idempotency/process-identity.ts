import { randomUUID } from 'node:crypto';
import { isRunning, HOST_ID } from '../common/host-id.js';

const THIS_PROCESS = `${HOST_ID} ${String(process.pid)} ${randomUUID()}`;

/** Identifies one piece of work among all processes that use the database. */
export const newOwner = (): string => `${THIS_PROCESS} ${randomUUID()}`;

/** False only when the owner certainly exited: a process of this host that no longer exists. */
export function mayBeAlive(owner: string): boolean {
  if (owner.startsWith(THIS_PROCESS)) return true;
  const [hostId, id] = owner.split(' ');
  if (hostId !== HOST_ID) return true;
  const pid = Number(id);
  // Our own id: an earlier process had it, as in a container that was restarted.
  return pid !== process.pid && isRunning(pid);
}
