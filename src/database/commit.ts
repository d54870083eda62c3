import type { EntityManager, QueryRunner } from 'typeorm';

/** Does the work in the transaction that has begun, and commits it; or rolls back what it threw for. */
export async function commit<T>(
  runner: QueryRunner,
  work: (manager: EntityManager) => Promise<T>,
  rollBack: (runner: QueryRunner) => Promise<void>,
): Promise<T> {
  try {
    const result = await work(runner.manager);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  }
}
