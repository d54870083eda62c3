/** What went wrong, in terms that every door (HTTP, command line) translates for itself. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'unknown-reference'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'invalid'
  | 'too-large'
  | 'unsupported-type'
  | 'too-many'
  | 'unavailable';

/** One bad field: `pointer` (RFC 6901) into the body, or `parameter` of the query or path. */
export interface FieldFault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly detail: string;
}

export interface ErrorExtras {
  readonly errors?: readonly FieldFault[];
  /** Further members of the error document, in snake_case. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An expected failure with a stable code; knows nothing of HTTP. */
export class CodedError extends Error {
  readonly errors: readonly FieldFault[];
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    extras: ErrorExtras = {},
  ) {
    super(message, { cause: extras.cause });
    this.name = new.target.name;
    this.errors = extras.errors ?? [];
    this.members = extras.members ?? {};
  }
}

export class ValidationError extends CodedError {
  constructor(errors: readonly FieldFault[]) {
    const [first] = errors;
    const place = first?.pointer ?? first?.parameter;
    super(
      'invalid',
      'VALIDATION_FAILED',
      errors.length === 1 && first
        ? `${place ? `${place}: ` : ''}${first.detail}`
        : `${String(errors.length)} fields are invalid; see "errors".`,
      { errors },
    );
  }
}
