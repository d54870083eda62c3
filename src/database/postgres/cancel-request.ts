import { connect } from 'node:net';
import type { PoolClient } from 'pg';

/** Of the protocol: https://www.postgresql.org/docs/current/protocol-message-formats.html */
const CANCEL_REQUEST_CODE = 80_877_102;
const CANCEL_REQUEST_BYTES = 16;

const CONNECT_TIMEOUT_MS = 5_000;

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
 */
export function requestCancel(client: PoolClient): void {
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
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.once('connect', () => socket.end(message));
  socket.unref();
}
