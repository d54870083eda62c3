import type { ErrorCode } from './error-codes.js';

/** The kind of a failure, which HTTP and the command line each translate. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'unknown-reference'
  | 'not-found'
  | 'method-not-allowed'
  | 'timeout'
  | 'conflict'
  | 'precondition-failed'
  | 'invalid'
  | 'too-large'
  | 'unsupported-type'
  | 'too-many'
  | 'unavailable';

/** The location of a field: `pointer` (RFC 6901) into the body, or `parameter` of the query or path. */
export interface FieldLocation {
  readonly pointer?: string;
  readonly parameter?: string;
}

/** One invalid field. */
export interface FieldError extends FieldLocation {
  readonly code: string;
  readonly detail: string;
}

export interface ErrorExtras {
  readonly errors?: readonly FieldError[];
  /** Further members of the error document, in snake_case. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** When the same request may succeed, in seconds from now. */
  readonly retryAfterSeconds?: number | undefined;
}

/** An expected failure with a stable code, independent of HTTP. */
export class CodedError extends Error {
  readonly errors: readonly FieldError[];
  readonly members: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly kind: ErrorKind,
    readonly code: ErrorCode,
    message: string,
    extras: ErrorExtras = {},
  ) {
    super(message, { cause: extras.cause });
    this.name = new.target.name;
    this.errors = extras.errors ?? [];
    this.members = extras.members ?? {};
    this.retryAfterSeconds = extras.retryAfterSeconds;
  }
}

export class ValidationError extends CodedError {
  constructor(errors: readonly FieldError[]) {
    const [first] = errors;
    const location = first?.pointer ?? first?.parameter;
    super(
      'invalid',
      'VALIDATION_FAILED',
      errors.length === 1 && first
        ? `${location ? `${location}: ` : ''}${first.detail}`
        : `${String(errors.length)} fields are invalid; see "errors".`,
      { errors },
    );
  }
}

/** Unknown fields that a response lists; a body can have a hundred thousand. */
const MAX_UNKNOWN_FIELDS = 100;

/** An error for each unknown field: nothing that was sent is silently ignored. */
export const unknownFields = (locations: readonly FieldLocation[]): ValidationError =>
  new ValidationError(toUnknown(locations));

export const toUnknown = (locations: readonly FieldLocation[]): FieldError[] =>
  locations
    .slice(0, MAX_UNKNOWN_FIELDS)
    .map((location) => ({ ...location, code: 'unknown', detail: 'is unknown' }));

/** The RFC 6901 pointer of a path of keys. */
export const pointerTo = (path: readonly string[]): string =>
  path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
