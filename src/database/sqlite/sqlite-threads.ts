import type { Transferable } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { translateDriverError } from '../database.errors.js';

type Options = NonNullable<ConstructorParameters<typeof Piscina>[0]>;

export type Row = Readonly<Record<string, string | number | null>>;

/** The result of a thread, or the driver's error: an Error would lose its code between threads. */
export type Outcome<T> =
  | { readonly results: T }
  | { readonly failure: { readonly code: string; readonly message: string } };

/** @throws Error with the message and code of the driver's error */
export function resultOf<T>(outcome: Outcome<T>): T {
  if ('results' in outcome) return outcome.results;
  const { code, message } = outcome.failure;
  throw Object.assign(new Error(message), { code });
}

/** An idle thread ends after this time. */
const IDLE_TIMEOUT_MS = 30_000;

/**
 * Threads for statements that would block the event loop, since the driver is synchronous. They are
 * started with the first task: most processes never need one.
 */
export class SqliteThreads {
  private pool: Promise<Piscina> | undefined;
  private readonly tasks = new Set<Promise<unknown>>();
  private ending: Promise<void> | undefined;

  constructor(private readonly options: Pick<Options, 'maxThreads' | 'resourceLimits'>) {}

  /** Calls one of the functions of `sqlite.worker.js`. */
  async run(
    name: 'streamRows' | 'readStatement' | 'readSnapshot' | 'runStatements' | 'checkpoint',
    task: object,
    transferList: Transferable[] = [],
  ): Promise<unknown> {
    this.pool ??= this.open();
    const result = this.pool.then((pool) => pool.run(task, { name, transferList }));
    this.tasks.add(result);
    try {
      return await result;
    } finally {
      this.tasks.delete(result);
    }
  }

  /** The present threads end, with their connections, when their tasks have ended; later tasks get others. */
  replace(): void {
    const { pool, ending } = this;
    const before = Promise.allSettled([ending, ...this.tasks]);
    this.pool = undefined;
    this.ending = before.then(async () => (await pool)?.destroy());
  }

  async close(): Promise<void> {
    await (await this.pool)?.destroy();
    this.pool = undefined;
    await this.ending;
  }

  private async open(): Promise<Piscina> {
    const { Piscina } = await import('piscina');
    return new Piscina({
      ...this.options,
      filename: new URL('./sqlite.worker.js', import.meta.url).href,
      minThreads: 0,
      idleTimeout: IDLE_TIMEOUT_MS,
    });
  }
}

/**
 * Runs long statements in order, on a thread and a connection of their own; returns the rows of each.
 *
 * @throws DatabaseUnavailableError when the file is busy for 30 seconds, full, or out of reach
 */
export async function runInThread(
  path: string,
  statements: readonly string[],
  readonly = false,
): Promise<Row[][]> {
  const thread = new SqliteThreads({ maxThreads: 1 });
  try {
    const task = { path, statements, readonly };
    return resultOf((await thread.run('runStatements', task)) as Outcome<Row[][]>);
  } catch (error) {
    throw translateDriverError(error);
  } finally {
    await thread.close();
  }
}
