import type { MigrationInterface, QueryRunner } from 'typeorm';
import { briefly, dialectOf, inBatches } from './online.js';
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
  const { begin, waitForWriters, lockIssues, addDocuments, end } = POSTGRES;
  await briefly(runner, begin);
  await briefly(runner, waitForWriters);
  await inBatches(runner, { table: 'issues', rows: BATCH_ISSUES }, async (first, last) => {
    await runner.query(lockIssues, [first, last]);
    for (const statement of addDocuments) await runner.query(statement, [first, last]);
  });
  await briefly(runner, end);
}

/** Issues whose comments are indexed in one transaction, during which they cannot be purged. */
const BATCH_ISSUES = 500;

async function runAll(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}

const isPostgres = (runner: QueryRunner) => dialectOf(runner) === 'postgres';
