import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { problemDocument } from './problem.js';

const REFUSALS: Readonly<Record<string, readonly [number, string, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_TIMEOUT', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'HEADERS_TOO_LARGE', 'The headers are larger than HEADER_LIMIT.'],
};

const MALFORMED = [400, 'MALFORMED_REQUEST', 'The request is not valid HTTP.'] as const;

/** Sends a problem document for bytes that never became a request, and closes the connection. */
export function refuseOnSocket(error: Error & { code?: string }, socket: Duplex): void {
  // Behind the last request, whose response closes the connection.
  if (error.code === 'HPE_CLOSED_CONNECTION') return;
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, detail] = REFUSALS[error.code ?? ''] ?? MALFORMED;
  const id = randomUUID();
  const body = JSON.stringify(problemDocument({ status, code, detail, members: {} }, '/', id));
  const lines = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Cache-Control: no-store',
    `X-Request-Id: ${id}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => {
    socket.destroy();
  });
}
