import { HttpException } from '@nestjs/common';
import { CodedError } from '../../common/errors/coded-error.js';
import { codeOf, type ProblemCode, STATUS_OF } from './problem-codes.js';

/** The members of an RFC 9457 document that depend on the error alone. */
export interface Problem {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly members: Readonly<Record<string, unknown>>;
  /** What `Retry-After` says. */
  readonly retryAfterSeconds?: number | undefined;
}

/** The complete RFC 9457 document. */
export function problemDocument(
  { status, code, detail, members }: Problem,
  instance: string,
  requestId: string,
): object {
  return {
    type: `urn:issue-tracker:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOf(code),
    status,
    detail,
    code,
    instance,
    request_id: requestId,
    ...members,
  };
}

function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Maps an expected error to its problem; undefined for an unexpected one. */
export function toProblem(error: unknown): Problem | undefined {
  if (error instanceof CodedError) {
    return {
      status: STATUS_OF[error.kind],
      code: error.code,
      detail: error.message,
      retryAfterSeconds: error.retryAfterSeconds,
      members: {
        ...error.members,
        ...(error.errors.length > 0 ? { errors: error.errors } : {}),
      },
    };
  }
  // Express throws a URIError for a path that cannot be decoded; Nest wraps it.
  if (error instanceof HttpException && error.cause instanceof URIError) return MALFORMED_URL;
  const status = clientStatus(error);
  if (status === undefined || !(error instanceof Error)) return undefined;
  return {
    status,
    code: codeOf(status),
    detail: detailOf(error, status),
    members: {},
  };
}

const MALFORMED_URL: Problem = {
  status: 400,
  code: 'MALFORMED_URL',
  detail: 'The path has an invalid percent-encoding.',
  members: {},
};

/** The 4xx status of Nest's exceptions and of body-parser errors. */
function clientStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) {
    return error.getStatus() < 500 ? error.getStatus() : undefined;
  }
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    return error.status >= 400 && error.status < 500 ? error.status : undefined;
  }
  return undefined;
}

function detailOf(error: Error, status: number): string {
  if (status === 404 && error instanceof HttpException) {
    return `There is no route ${error.message.replace(/^Cannot /, '')}.`;
  }
  return error.message.endsWith('.') ? error.message : `${error.message}.`;
}
