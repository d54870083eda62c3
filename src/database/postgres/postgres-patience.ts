import type { PoolClient } from 'pg';
import { requestContext } from '../../common/request-context.js';
import { DatabaseUnavailableError } from '../database.errors.js';

/** Seconds that a server has, beyond the limit, to end a statement itself. */
const GRACE = 1;

/** How long the present code waits for the server. */
export interface Patience {
  /** The statement that limits the others of a transaction, or nothing. */
  readonly limit: string;
  /** Runs what waits for the server, and hangs up when it takes too long. */
  readonly watch: <T>(client: PoolClient, work: () => Promise<T>) => Promise<T>;
}

/** Commands, and requests whose work is long, take as much time as they need. */
export function patience(seconds: number): Patience {
  const context = requestContext();
  if (!context || context.isLongWork) return { limit: '', watch: (_client, work) => work() };
  return {
    // Of this transaction alone: a pooler gives the session to others afterwards.
    limit: `SET LOCAL statement_timeout = ${String(seconds * 1000)}`,
    watch: (client, work) => hangUpAfter(seconds + GRACE, client, work),
  };
}

/** A server that hangs ends nothing by itself; without its connection the work fails at once. */
async function hangUpAfter<T>(
  seconds: number,
  client: PoolClient,
  work: () => Promise<T>,
): Promise<T> {
  const state = { late: false };
  const timer = setTimeout(() => {
    state.late = true;
    // A pool's client is one that the pool has not closed; it throws away a closed one.
    void (client as unknown as { end(): Promise<void> }).end();
  }, seconds * 1000);
  try {
    return await work();
  } catch (error) {
    throw state.late ? new DatabaseUnavailableError(LATE, error) : error;
  } finally {
    clearTimeout(timer);
  }
}

const LATE = 'The database did not answer in time; try again.';
