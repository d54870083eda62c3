import { on } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { DamagedDatabaseError, isDamage, translateDriverError } from './database.errors.js';
import { patience } from './postgres-patience.js';
import { ThreadPool } from './thread-pool.js';

type Row = Readonly<Record<string, unknown>>;

/** SQL with the placeholders of its dialect, and their values. */
export type Statement = readonly [sql: string, parameters?: readonly unknown[]];

/**
 * Reads that are as long as the data: from one snapshot, in batches, in constant memory, and beside
 * everything else. A consumer that takes its time slows the reading down, and one that leaves ends it.
 */
export abstract class LongReads {
  /** The rows of one statement, which has the placeholders of its dialect. */
  async *rows<R>(statement: string, parameters: readonly unknown[]): AsyncGenerator<readonly R[]> {
    try {
      yield* this.read(statement, parameters) as AsyncGenerator<readonly R[]>;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  /**
   * All rows of each of several statements, from one snapshot: for what reads much and finds little.
   * Temporary tables that they make are theirs alone.
   *
   * @throws DamagedDatabaseError when the database is not whole where they look
   */
  abstract together<R>(statements: readonly Statement[]): Promise<R[][]>;

  protected abstract read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]>;

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const translated = (error: unknown): unknown =>
  isDamage(error) ? new DamagedDatabaseError(messageOf(error)) : translateDriverError(error);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Threads that read at the same time, of either kind; further reads wait for one of them. */
const THREADS = 4;

/** The driver is synchronous: a long read gets a thread, so that it cannot hold the event loop. */
export class SqliteLongReads extends LongReads {
  /** Those that wait for somebody who takes rows, and those that do not. */
  private readonly streams = threads();
  private readonly lookups = threads();

  constructor(private readonly path: string) {
    super();
  }

  protected async *read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    const { port1: here, port2: port } = new MessageChannel();
    const failure = new AbortController();
    const task = this.streams.run(
      { path: this.path, statement, parameters, port },
      { transferList: [port] },
    ) as Promise<void>;
    task.catch(() => {
      failure.abort();
    });
    try {
      const messages = on(here, 'message', { signal: failure.signal });
      for await (const [rows] of messages as AsyncIterable<[readonly Row[] | null]>) {
        if (rows === null) return;
        yield rows;
        here.postMessage('taken');
      }
    } catch (error) {
      // What made the thread fail says more than that it did.
      await task;
      throw error;
    } finally {
      here.close();
    }
  }

  async together<R>(statements: readonly Statement[]): Promise<R[][]> {
    const answer = (await this.lookups.run(
      { path: this.path, statements },
      { name: 'readTogether' },
    )) as { results: R[][] } | { failure: { code: string; message: string } };
    if ('results' in answer) return answer.results;
    const { code, message } = answer.failure;
    throw translated(Object.assign(new Error(message), { code }));
  }

  override async close(): Promise<void> {
    await Promise.all([this.streams.close(), this.lookups.close()]);
  }
}

const threads = (): ThreadPool =>
  new ThreadPool(new URL('./long-read.worker.js', import.meta.url), {
    maxThreads: THREADS,
    idleTimeout: 30_000,
  });

const FETCH = 500;

const SNAPSHOT = 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY';

/** Workers of the server take longer to come than most answers, and are not there for all. */
const ALONE = 'SET LOCAL max_parallel_workers_per_gather = 0';

export class PostgresLongReads extends LongReads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly timeoutSeconds: number,
  ) {
    super();
  }

  async together<R>(statements: readonly Statement[]): Promise<R[][]> {
    const runner = this.dataSource.createQueryRunner();
    const { limit, watch } = patience(this.timeoutSeconds);
    try {
      return await watch((await runner.connect()) as PoolClient, async () => {
        await runner.query([SNAPSHOT, ALONE, limit].filter(Boolean).join('; '));
        const results: R[][] = [];
        for (const [sql, parameters = []] of statements) {
          results.push((await runner.query(sql, [...parameters])) as R[]);
        }
        return results;
      });
    } catch (error) {
      throw translated(error);
    } finally {
      await end(runner);
    }
  }

  protected async *read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query(SNAPSHOT);
      await runner.query(`DECLARE long_read NO SCROLL CURSOR FOR ${statement}`, [...parameters]);
      for (;;) {
        const rows = (await runner.query(`FETCH ${String(FETCH)} FROM long_read`)) as Row[];
        if (rows.length > 0) yield rows;
        if (rows.length < FETCH) break;
      }
    } finally {
      await end(runner);
    }
  }
}

async function end(runner: QueryRunner): Promise<void> {
  // Nothing was written: how the transaction ends makes no difference, only that it does.
  await runner.query('ROLLBACK').catch(() => undefined);
  await runner.release();
}
