import { DatabaseUnavailableError, isUniqueViolation } from './database.errors.js';

/** Each further one needs another request that creates and deletes the same between two statements. */
const MAX_ATTEMPTS = 5;

/**
 * Runs a transaction again that would create what a concurrent one has created: it finds that then.
 *
 * @throws DatabaseUnavailableError when that happens again and again
 */
export async function againIfDuplicate<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
  throw new DatabaseUnavailableError('Other requests create and delete the same; try again.');
}
