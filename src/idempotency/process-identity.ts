import { randomUUID } from 'node:crypto';
import { isRunning, PLACE } from '../common/place.js';

const THIS_PROCESS = `${PLACE} ${String(process.pid)} ${randomUUID()}`;

/** Names one piece of work of this process, among all that use the database. */
export const newOwner = (): string => `${THIS_PROCESS} ${randomUUID()}`;

/** False only when the process of the owner certainly ended: one of this place that is not there any more. */
export function mayBeAlive(owner: string): boolean {
  if (owner.startsWith(THIS_PROCESS)) return true;
  const [place, id] = owner.split(' ');
  if (place !== PLACE) return true;
  const pid = Number(id);
  // The same number in another life, as in a container that was started again.
  return pid !== process.pid && isRunning(pid);
}
