import type { FieldError } from '../../common/errors/coded-error.js';
import type { ProblemCode } from '../problem/problem-codes.js';

/** The meaning of an error status, with an example. */
export interface Meaning {
  readonly description: string;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: HeaderExamples;
}

/** The headers of a response, each with an example value. */
export type HeaderExamples = Readonly<Record<string, string>>;

const REALM = 'Bearer realm="issue-tracker"';

/** An example of each error status, with a text that the API really sends. */
export const MEANINGS: Readonly<Record<number, Meaning>> = {
  400: {
    description: 'Malformed, or names something that does not exist',
    code: 'MALFORMED_BODY',
    detail: 'The body is not valid JSON.',
  },
  401: {
    description: 'No valid token',
    code: 'INVALID_TOKEN',
    detail: 'The token is unknown, expired or revoked.',
    headers: { 'WWW-Authenticate': `${REALM}, error="invalid_token"` },
  },
  403: {
    description: 'A token without the scope',
    code: 'INSUFFICIENT_SCOPE',
    detail: 'This needs a token with the scope write.',
    members: { required_scope: 'write' },
    headers: { 'WWW-Authenticate': `${REALM}, error="insufficient_scope", scope="write"` },
  },
  404: { description: 'Not found', code: 'ISSUE_NOT_FOUND', detail: 'There is no issue 7.' },
  408: {
    description: 'The request arrived too slowly',
    code: 'REQUEST_TIMEOUT',
    detail: 'The body took too long.',
  },
  409: {
    description: 'Conflicts with the stored state',
    code: 'VERSION_CONFLICT',
    detail: 'Issue 7 is at version 4, not 3.',
    errors: [
      {
        pointer: '/version',
        code: 'stale',
        detail: 'Read the issue again; its version is 4.',
      },
    ],
    members: { current_version: 4, changed_fields: ['title'] },
  },
  412: {
    description: 'If-Match does not name the current version, or If-None-Match does',
    code: 'PRECONDITION_FAILED',
    detail: 'Issue 7 is at version 4, which If-Match does not name.',
    members: { current_version: 4, changed_fields: ['title'] },
  },
  413: {
    description: 'Too large',
    code: 'PAYLOAD_TOO_LARGE',
    detail: 'The body has more than 1048576 bytes, which is BODY_LIMIT.',
  },
  414: {
    description: 'The path and the query are too long',
    code: 'URI_TOO_LONG',
    detail: 'The URL is longer than URL_LIMIT.',
  },
  415: {
    description: 'Not the content type that is expected',
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: 'Send the body as application/json, not text/plain.',
    headers: {
      'Accept-Encoding': 'gzip, deflate, br, identity',
      'Accept-Patch': 'application/json, application/merge-patch+json',
    },
  },
  421: {
    description: 'Without tokens, a Host that is neither loopback nor in ALLOWED_HOSTS',
    code: 'MISDIRECTED_REQUEST',
    detail: 'The host of the request is neither loopback nor in ALLOWED_HOSTS.',
  },
  422: {
    description: 'A field or a parameter is missing, unknown, malformed or out of range',
    code: 'VALIDATION_FAILED',
    detail: '/title: must not be blank',
    errors: [{ pointer: '/title', code: 'characters', detail: 'must not be blank' }],
  },
  429: {
    description: 'Too many requests; see Retry-After',
    code: 'RATE_LIMITED',
    detail: 'At most 600 requests a minute; try later.',
    headers: { 'Retry-After': '42', RateLimit: '"minute-per-host";r=0;t=42' },
  },
  431: {
    description: 'The headers are too long',
    code: 'HEADERS_TOO_LARGE',
    detail: 'The headers are larger than HEADER_LIMIT.',
  },
  500: {
    description: 'An error of the server',
    code: 'INTERNAL_ERROR',
    detail: 'An unexpected error. The server log has the cause under the request id.',
  },
  503: {
    description: 'The database is unreachable or busy; see Retry-After',
    code: 'DATABASE_UNAVAILABLE',
    detail: 'The database does not respond; try again.',
    headers: { 'Retry-After': '1' },
  },
};
