import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { requestContext } from '../../common/request-context.js';
import { DatabaseUnavailableError } from '../database.errors.js';
import { LongReads, type Row, type Statement } from '../long-reads.js';
import type { StorageFailures } from '../storage-failures.js';
import { type Outcome, resultOf, SqliteThreads } from './sqlite-threads.js';

/** Concurrent threads of each kind; further reads wait. */
const MAX_STREAMS = 4;

/** Lookups keep a processor busy: more of them at once would only slow the event loop down. */
const MAX_LOOKUPS = Math.max(2, Math.min(4, availableParallelism()));

/** The driver is synchronous: a long read gets a thread, so that it cannot hold the event loop. */
export class SqliteLongReads extends LongReads {
  /** Separate pools: a slow consumer of a stream must not block lookups. */
  private readonly streams = new SqliteThreads({ maxThreads: MAX_STREAMS });
  private readonly lookups = new SqliteThreads({ maxThreads: MAX_LOOKUPS });
  private keepsConnections = true;

  constructor(
    private readonly path: string,
    private readonly timeoutSeconds: number,
    failures: StorageFailures,
  ) {
    super(failures);
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

  protected async readAll(statements: readonly Statement[]): Promise<unknown[][]> {
    const { path } = this;
    const deadline = deadlineOf(this.timeoutSeconds);
    if (deadline === null) return this.lookUp('readSnapshot', { path, statements, deadline });
    const [statement, ...others] = statements;
    if (others.length > 0 || !this.keepsConnections) {
      return before(deadline, this.lookUp('readSnapshot', { path, statements, deadline }));
    }
    return [await before(deadline, this.lookUp('readStatement', { path, statement, deadline }))];
  }

  /**
   * Whether threads keep the connections that they look up with. A file that was read-only when the first
   * connection of this process was opened stays so until all of them are closed.
   */
  keepConnections(keep: boolean): void {
    if (this.keepsConnections && !keep) this.lookups.replace();
    this.keepsConnections = keep;
  }

  override async close(): Promise<void> {
    await Promise.all([this.streams.close(), this.lookups.close()]);
  }

  private async lookUp<T>(name: 'readStatement' | 'readSnapshot', task: object): Promise<T> {
    return resultOf((await this.lookups.run(name, task)) as Outcome<T>);
  }
}

/** Milliseconds since the epoch; null for commands and for routes with `@LongWork()`. */
function deadlineOf(seconds: number): number | null {
  const context = requestContext();
  return !context || context.isLongWork ? null : Date.now() + seconds * 1000;
}

/** The driver cannot be interrupted: a thread that is late ends its statement, and nobody waits for it. */
async function before<T>(deadline: number, work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => {
      reject(new DatabaseUnavailableError('The database did not respond in time; try again.'));
    }, deadline - Date.now());
  });
  // After the deadline nobody is told of its failure.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(late);
  }
}
