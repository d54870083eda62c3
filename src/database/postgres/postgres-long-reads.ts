import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { LongReads, type Row, type Statement } from '../long-reads.js';
import type { StorageFailures } from '../storage-failures.js';
import { withRetries } from './with-retries.js';
import { statementTimeout } from './postgres-statement-timeout.js';

const FETCH_ROWS = 500;

const SNAPSHOT = 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY';

/** Starting parallel workers takes longer than most of these queries, and their number is limited. */
const ALONE = 'SET LOCAL max_parallel_workers_per_gather = 0';

export class PostgresLongReads extends LongReads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly timeoutSeconds: number,
    failures: StorageFailures,
  ) {
    super(failures);
  }

  protected readAll(statements: readonly Statement[]): Promise<unknown[][]> {
    return withRetries(() => this.readOnce(statements));
  }

  private async readOnce(statements: readonly Statement[]): Promise<unknown[][]> {
    const runner = this.dataSource.createQueryRunner();
    const { limits, watch } = statementTimeout(this.timeoutSeconds);
    try {
      return await watch((await runner.connect()) as PoolClient, async () => {
        await runner.query([SNAPSHOT, ALONE, ...limits].join('; '));
        const results: unknown[][] = [];
        for (const [sql, parameters = []] of statements) {
          results.push((await runner.query(sql, [...parameters])) as unknown[]);
        }
        return results;
      });
    } finally {
      await end(runner);
    }
  }

  protected async *read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    // What has been read cannot be taken back: only the beginning is repeated.
    const { runner, first } = await withRetries(() => this.begin(statement, parameters));
    try {
      for (let rows = first; ; rows = await fetchRows(runner)) {
        if (rows.length > 0) yield rows;
        if (rows.length < FETCH_ROWS) break;
      }
    } finally {
      await end(runner);
    }
  }

  private async begin(statement: string, parameters: readonly unknown[]) {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query(SNAPSHOT);
      await runner.query(`DECLARE long_read NO SCROLL CURSOR FOR ${statement}`, [...parameters]);
      return { runner, first: await fetchRows(runner) };
    } catch (error) {
      await end(runner);
      throw error;
    }
  }
}

const fetchRows = async (runner: QueryRunner) =>
  (await runner.query(`FETCH ${String(FETCH_ROWS)} FROM long_read`)) as Row[];

async function end(runner: QueryRunner): Promise<void> {
  // Nothing was written, so a rollback is as good as a commit.
  await runner.query('ROLLBACK').catch(() => undefined);
  await runner.release();
}
