import type { MigrationInterface, QueryRunner } from 'typeorm';
import { POSTGRES } from './search-documents/postgres.js';
import { SQLITE } from './search-documents/sqlite.js';

/** One document for each issue and one for each comment, instead of one for all of them. */
export class SearchDocuments1795580000000 implements MigrationInterface {
  name = 'SearchDocuments1795580000000';

  async up(runner: QueryRunner): Promise<void> {
    if (isPostgres(runner)) return convertInSteps(runner);
    await runAll(runner, SQLITE.up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runAll(runner, (isPostgres(runner) ? POSTGRES : SQLITE).down);
  }
}

/** Beside a server that reads and writes: what is interrupted begins again. */
async function convertInSteps(runner: QueryRunner): Promise<void> {
  const { begin, waitForWriters, nextIssues, addDocuments, end } = POSTGRES;
  await runAll(runner, begin);
  await commit(runner);
  await runAll(runner, waitForWriters);
  await commit(runner);
  let last = 0;
  for (;;) {
    const rows = (await runner.query(nextIssues, [last, BATCH_ISSUES])) as { id: number }[];
    const ids = rows.map(({ id }) => id);
    for (const statement of addDocuments) await runner.query(statement, [ids]);
    await commit(runner);
    const reached = ids.at(-1);
    if (reached === undefined) break;
    last = reached;
  }
  await runAll(runner, end);
}

/** Issues whose comments are indexed in one transaction, during which they cannot be purged. */
const BATCH_ISSUES = 500;

/** Ends the transaction of the migration so far, so that others need not wait for its end. */
async function commit(runner: QueryRunner): Promise<void> {
  await runner.commitTransaction();
  await runner.startTransaction();
}

async function runAll(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}

const isPostgres = (runner: QueryRunner) => runner.dataSource.options.type === 'postgres';
