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
    const [status, code, detail] = REFUSALS[error.code ?? ''] ?? MALFORMED;
    const requestId = randomUUID();
    socket.end(responseOf({ status, code, detail, members: {} }, requestId), () => {
      socket.destroy();
    });
    report({ status, requestId });
  };

function responseOf(problem: Problem, requestId: string): string {
  const body = JSON.stringify(problemDocument(problem, '/', requestId));
  const lines = [
    `HTTP/1.1 ${String(problem.status)} ${STATUS_CODES[problem.status] ?? ''}`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    ...[...SECURITY_HEADERS].map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
