import type { EntityManager, QueryRunner } from 'typeorm';

/** Runs `work` in the transaction that has begun, and commits it; rolls back when it throws. */
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
