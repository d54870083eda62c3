import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailableError, isBusy } from '../database.errors.js';

/**
 * Waits here for a lock of another process: the synchronous driver would block the event loop.
 *
 * @throws DatabaseUnavailableError when the lock is held for too long
 */
export async function retryWhileBusy<T>(
  attempt: () => T | Promise<T>,
  timeoutSeconds: number,
  onRetry: () => void = () => undefined,
): Promise<T> {
  const deadline = performance.now() + timeoutSeconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) {
        throw new DatabaseUnavailableError('The database is busy; try again.', error);
      }
      onRetry();
      await sleep(1 + Math.random() * 15);
    }
  }
}
