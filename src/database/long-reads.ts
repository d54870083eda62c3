import { on } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { DataSource, QueryRunner } from 'typeorm';
import { translateDriverError } from './database.errors.js';

type Row = Readonly<Record<string, unknown>>;

/** SQL with the placeholders of its dialect, and their values. */
export type Statement = readonly [sql: string, parameters: readonly unknown[]];

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

  /** All rows of each statement, from one snapshot: for answers that are short, if long in coming. */
  async all<R extends readonly (readonly object[])[]>(
    statements: readonly Statement[],
  ): Promise<R> {
    try {
      return (await this.readAll(statements)) as unknown as R;
    } catch (error) {
      throw translateDriverError(error);
    }
  }

  protected abstract readAll(
    statements: readonly Statement[],
  ): Promise<readonly (readonly Row[])[]>;

  protected abstract read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]>;

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Threads that read at the same time; further reads wait for one of them. */
const THREADS = 4;

/** The driver is synchronous: a long read gets a thread, so that it cannot hold the event loop. */
export class SqliteLongReads extends LongReads {
  private pool: Piscina | undefined;

  constructor(private readonly path: string) {
    super();
  }

  protected async *read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    const { port1: here, port2: port } = new MessageChannel();
    const failure = new AbortController();
    const task = this.threads().run(
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

  protected readAll(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    return this.threads().run({ path: this.path, statements }, { name: 'readAll' }) as Promise<
      readonly (readonly Row[])[]
    >;
  }

  override async close(): Promise<void> {
    await this.pool?.destroy();
  }

  private threads(): Piscina {
    this.pool ??= new Piscina({
      filename: new URL('./long-read.worker.js', import.meta.url).href,
      minThreads: 0,
      maxThreads: THREADS,
      idleTimeout: 30_000,
    });
    return this.pool;
  }
}

const FETCH = 500;

export class PostgresLongReads extends LongReads {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  protected async readAll(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    const runner = await this.begin();
    try {
      const found: Row[][] = [];
      for (const [sql, parameters] of statements) {
        found.push((await runner.query(sql, [...parameters])) as Row[]);
      }
      return found;
    } finally {
      await end(runner);
    }
  }

  protected async *read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    const runner = await this.begin();
    try {
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

  private async begin(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      return runner;
    } catch (error) {
      await runner.release();
      throw error;
    }
  }
}

async function end(runner: QueryRunner): Promise<void> {
  // Nothing was written: how the transaction ends makes no difference, only that it does.
  await runner.query('ROLLBACK').catch(() => undefined);
  await runner.release();
}
