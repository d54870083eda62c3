import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECURITY_HEADERS } from '../middleware/security-headers.middleware.js';
import { type Problem, problemDocument } from './problem.js';
import type { ProblemCode } from './problem-codes.js';

const REFUSALS: Readonly<Record<string, readonly [number, ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'REQUEST_TIMEOUT', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'HEADERS_TOO_LARGE', 'The headers are larger than HEADER_LIMIT.'],
};

/** What Node hands over without a response object. */
const NO_PROXY = [
  405,
  'METHOD_NOT_ALLOWED',
  'This server is no proxy: CONNECT is not taken.',
] as const;

const MALFORMED = [400, 'MALFORMED_REQUEST', 'The request is not valid HTTP.'] as const;

/** What was sent for bytes that never became a request. */
export interface Refusal {
  readonly status: number;
  readonly requestId: string;
}

type ClientError = Error & { readonly code?: string };

/**
 * Sends a problem document for bytes that never became a request, closes the connection, and reports
 * that: no middleware sees it.
 */
export const refuseOnSocket =
  (report: (refusal: Refusal) => void) =>
  (error: ClientError, socket: Duplex): void => {
    // Behind the last request, whose response closes the connection.
    if (error.code === 'HPE_CLOSED_CONNECTION') return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    refuse(socket, REFUSALS[error.code ?? ''] ?? MALFORMED, report);
  };

/** Refuses CONNECT, which Node gives to no middleware. */
export const refuseConnect =
  (report: (refusal: Refusal) => void) =>
  (_request: unknown, socket: Duplex): void => {
    refuse(socket, NO_PROXY, report, ['Allow: ']);
  };

function refuse(
  socket: Duplex,
  [status, code, detail]: readonly [number, ProblemCode, string],
  report: (refusal: Refusal) => void,
  headers: readonly string[] = [],
): void {
  const requestId = randomUUID();
  // The client may be gone before it has read this.
  socket.on('error', () => socket.destroy());
  socket.end(responseOf({ status, code, detail, members: {} }, requestId, headers), () => {
    socket.destroy();
  });
  report({ status, requestId });
}

function responseOf(problem: Problem, requestId: string, headers: readonly string[]): string {
  const body = JSON.stringify(problemDocument(problem, '/', requestId));
  const lines = [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    ...[...SECURITY_HEADERS].map(([name, value]) => `${name}: ${value}`),
    ...headers,
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
