import { once } from 'node:events';
import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** Of the protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const CANCEL_REQUEST_CODE = 80_877_102;
const CANCEL_REQUEST_BYTES = 16;

/** A server that hangs closes nothing. */
const TIMEOUT_MS = 1_000;

/** What the driver knows of a connection, and does not type. */
interface Connected {
  readonly host: string;
  readonly port: number;
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/**
 * Asks the server to stop the statement that the connection waits for. Closing the connection alone
 * would leave it running, for instance waiting for a lock. It is a request: nobody hears of a failure.
 * Returns when the server has received it: a pooler forwards none of a connection that was closed before.
 */
export async function requestCancel(client: PoolClient): Promise<void> {
  const { host, port, processID, secretKey } = client as unknown as Connected;
  if (processID === null || secretKey === null) return;
  const message = Buffer.alloc(CANCEL_REQUEST_BYTES);
  message.writeInt32BE(CANCEL_REQUEST_BYTES, 0);
  message.writeInt32BE(CANCEL_REQUEST_CODE, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = connect(
    host.startsWith('/') ? { path: `${host}/.s.PGSQL.${String(port)}` } : { host, port },
  );
  socket.on('error', () => socket.destroy());
  // The server closes the connection; what it sends before is nothing.
  socket.once('connect', () => socket.write(message)).resume();
  const late = setTimeout(() => socket.destroy(), TIMEOUT_MS);
  await once(socket, 'close').catch(() => undefined);
  clearTimeout(late);
}
