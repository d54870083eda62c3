import { on } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { LongReads, type Row, type Statement, translated } from '../long-reads.js';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Concurrent threads of each kind; further reads wait. */
const MAX_THREADS = 4;

/** The driver is synchronous: a long read gets a thread, so that it cannot hold the event loop. */
export class SqliteLongReads extends LongReads {
  /** Separate pools: a slow consumer of a stream must not block lookups. */
  private readonly streams = new SqliteThreads({ maxThreads: MAX_THREADS });
  private readonly lookups = new SqliteThreads({ maxThreads: MAX_THREADS });

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
      // Rethrows the error of the thread, which says more than the abort.
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
