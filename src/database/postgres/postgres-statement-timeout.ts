import type { PoolClient } from 'pg';
import { requestContext } from '../../common/request-context.js';
import { requestCancel } from './cancel-request.js';
import { DatabaseUnavailableError } from '../database.errors.js';

/** Added to the timeout before the connection is closed: the server cancels most statements itself. */
const GRACE_PERIOD_MS = 1_000;

/** The time limit of the statements of one transaction. */
export interface StatementTimeout {
  /** SQL that sets the limit for the transaction; empty without one. */
  readonly limits: readonly string[];
  /** Runs `work`, and closes the connection when it takes too long. */
  readonly watch: <T>(client: PoolClient, work: () => Promise<T>) => Promise<T>;
}

/** Commands, and routes with `@LongWork()`, have no limit. */
export function statementTimeout(seconds: number): StatementTimeout {
  const context = requestContext();
  if (!context || context.isLongWork) return { limits: [], watch: (_client, work) => work() };
  return {
    // LOCAL: a connection pooler gives the session to other clients afterwards.
    limits: [`SET LOCAL statement_timeout = ${String(seconds * 1000)}`],
    watch: (client, work) => closeAfter(seconds * 1000 + GRACE_PERIOD_MS, client, work),
  };
}

/** A server that hangs cancels nothing; closing the connection makes the work fail at once. */
async function closeAfter<T>(
  timeoutMs: number,
  client: PoolClient,
  work: () => Promise<T>,
): Promise<T> {
  const state = { late: false };
  const timer = setTimeout(() => {
    state.late = true;
    // `end` is missing in the type of a pool's client; the pool discards a closed client.
    void requestCancel(client).then(() => (client as unknown as { end(): Promise<void> }).end());
  }, timeoutMs);
  try {
    return await work();
  } catch (error) {
    throw state.late ? new DatabaseUnavailableError(LATE, error) : error;
  } finally {
    clearTimeout(timer);
  }
}

const LATE = 'The database did not respond in time; try again.';
