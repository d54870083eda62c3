import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '../database.errors.js';

/** Attempts of work that fails with a transient error, such as a serialization failure. */
const MAX_ATTEMPTS = 8;

/** Repeats work that fails with a transient error, with growing pauses. */
export async function withRetries<T>(attemptOnce: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isTransient(error)) throw error;
      await sleep(Math.random() * 2 ** attempt * 5);
    }
  }
}
