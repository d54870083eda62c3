import type { DataSource } from 'typeorm';
import { type LogPosition, logPositionOf } from '../../common/log-position.js';
import { poolOf } from './pool-of.js';

/** SQL: up to where a primary has written the log, or a replica has applied it. */
export const CURRENT_POSITION = `(SELECT CASE WHEN pg_is_in_recovery()
  THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)`;

/**
 * SQL: what is safe on the disk of a primary, and so sent to replicas. Where its log ends may be further:
 * what nobody waits for is written out only now and then, so that replicas of an idle primary would look
 * as if they lagged behind.
 */
const SAFE_POSITION = `(SELECT CASE WHEN pg_is_in_recovery()
  THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END)`;

interface ServerPosition {
  readonly position: LogPosition;
  /** Whether it is a replica. */
  readonly follows: boolean;
}

/**
 * Asks a server how far it is.
 *
 * @param timeoutMs a server that does not respond within this is not waited for
 */
export async function askPosition(
  dataSource: DataSource,
  timeoutMs: number,
): Promise<ServerPosition> {
  const client = await poolOf(dataSource).connect();
  let failure: unknown;
  client.on('error', ignore);
  try {
    const { rows } = await client.query<{ position: string; follows: boolean }>({
      text: `SELECT ${SAFE_POSITION} AS position, pg_is_in_recovery() AS follows`,
      query_timeout: timeoutMs,
    } as { text: string });
    const [row] = rows;
    if (!row) throw new Error('The server did not tell its position.');
    return { position: logPositionOf(row.position), follows: row.follows };
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(failure === undefined ? undefined : true);
  }
}

const ignore = (): undefined => undefined;
