import { on } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { LongReads, type Row, type Statement, translated } from '../long-reads.js';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Threads that read at the same time, of either kind; further reads wait for one of them. */
const THREADS = 4;

/** The driver is synchronous: a long read gets a thread, so that it cannot hold the event loop. */
export class SqliteLongReads extends LongReads {
  /** Those that wait for somebody who takes rows, and those that do not. */
  private readonly streams = new SqliteThreads({ maxThreads: THREADS });
  private readonly lookups = new SqliteThreads({ maxThreads: THREADS });

  constructor(private readonly path: string) {
    super();
  }

  protected async *read(
    statement: string,
    parameters: readonly unknown[],
  ): AsyncGenerator<readonly Row[]> {
    const { port1: here, port2: port } = new MessageChannel();
    const failure = new AbortController();
    const task = this.streams.run('streamRows', { path: this.path, statement, parameters, port }, [
      port,
    ]);
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

  async queryAll<R>(statements: readonly Statement[]): Promise<R[][]> {
    const task = { path: this.path, statements };
    const outcome = (await this.lookups.run('readSnapshot', task)) as Outcome<R[][]>;
    try {
      return resultOf(outcome);
    } catch (error) {
      throw translated(error);
    }
  }

  override async close(): Promise<void> {
    await Promise.all([this.streams.close(), this.lookups.close()]);
  }
}
