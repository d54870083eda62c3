import type { ErrorKind } from '../../common/errors/coded-error.js';
import type { CodeMeaning, ErrorCodeMeaning } from '../../common/errors/code-meaning.js';
import { ERROR_CODES, type ErrorCode } from '../../common/errors/error-codes.js';

export const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  'unknown-reference': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  timeout: 408,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
};

interface ProblemMeaning extends CodeMeaning {
  readonly status: number;
}

/** The codes of what Node, Express or Nest refuse, and not a service. */
const HTTP_CODES = {
  EXPECTATION_FAILED: {
    status: 417,
    meaning: 'The request has an `Expect` other than `100-continue`.',
    action: 'Leave `Expect` out.',
  },
  FORBIDDEN: {
    status: 403,
    meaning: 'A page of another origin sent the request.',
    action: 'The operator adds its origin to `CORS_ORIGINS`.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    meaning: 'The headers have more bytes than `HEADER_LIMIT`.',
    action: 'Send fewer or shorter ones.',
  },
  INTERNAL_ERROR: {
    status: 500,
    meaning: 'An error of the server.',
    action: 'Report it with the `request_id`, under which the log has the cause.',
  },
  MALFORMED_URL: {
    status: 400,
    meaning: 'The path has an invalid percent-encoding.',
    action: 'Correct the URL.',
  },
  MISDIRECTED_REQUEST: {
    status: 421,
    meaning: 'Without tokens, the Host is neither loopback nor in `ALLOWED_HOSTS`.',
    action: 'The operator adds the host to `ALLOWED_HOSTS`.',
  },
  RANGE_NOT_SATISFIABLE: {
    status: 416,
    meaning: 'A file of the documentation is shorter than the range.',
    action: 'Leave `Range` out.',
  },
  REFUSED: {
    status: 400,
    meaning: 'The request is refused for the reason in `detail`.',
    action: 'Correct the request.',
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    meaning: 'There is no such path.',
    action: 'Look at the paths in the OpenAPI document; they are case-sensitive.',
  },
  URI_TOO_LONG: {
    status: 414,
    meaning: 'The path and the query have more bytes than `URL_LIMIT`.',
    action: 'Use fewer or shorter filters.',
  },
} as const satisfies Readonly<Record<string, ProblemMeaning>>;

export type ProblemCode = ErrorCode | keyof typeof HTTP_CODES;

const SERVICE_CODES = Object.entries<ErrorCodeMeaning>(ERROR_CODES).flatMap(
  ([code, { kind, meaning, action, isOfCommandLine }]): [string, ProblemMeaning][] =>
    isOfCommandLine ? [] : [[code, { status: STATUS_OF[kind], meaning, action }]],
);

/** Every `code` of a problem document: the enumeration in the OpenAPI document. */
export const PROBLEM_CODES: Readonly<Record<string, ProblemMeaning>> = Object.fromEntries(
  [...Object.entries(HTTP_CODES), ...SERVICE_CODES].sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** The code of a status that no service chose. */
const CODE_OF: Readonly<Record<number, ProblemCode>> = {
  400: 'MALFORMED_BODY',
  403: 'FORBIDDEN',
  404: 'ROUTE_NOT_FOUND',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  416: 'RANGE_NOT_SATISFIABLE',
  417: 'EXPECTATION_FAILED',
  421: 'MISDIRECTED_REQUEST',
};

export const codeOf = (status: number): ProblemCode => CODE_OF[status] ?? 'REFUSED';
