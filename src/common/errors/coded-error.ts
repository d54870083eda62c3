/** What went wrong, in terms that every door (HTTP, command line) translates for itself. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'unknown-reference'
  | 'not-found'
  | 'timeout'
  | 'conflict'
  | 'precondition-failed'
  | 'invalid'
  | 'too-large'
  | 'unsupported-type'
  | 'too-many'
  | 'unavailable';

/** Where a field is: `pointer` (RFC 6901) into the body, or `parameter` of the query or path. */
export interface FieldPlace {
  readonly pointer?: string;
  readonly parameter?: string;
}

/** One bad field. */
export interface FieldFault extends FieldPlace {
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

/** Fields that an answer names; a body can have a hundred thousand. */
const UNKNOWN_NAMED = 100;

/** The faults of fields that nobody knows: nothing that was sent is silently ignored. */
export const unknownFields = (places: readonly FieldPlace[]): ValidationError =>
  new ValidationError(toUnknown(places));

export const toUnknown = (places: readonly FieldPlace[]): FieldFault[] =>
  places
    .slice(0, UNKNOWN_NAMED)
    .map((place) => ({ ...place, code: 'unknown', detail: 'is not known here' }));

/** The RFC 6901 pointer of a path of keys. */
export const pointerTo = (path: readonly string[]): string =>
  path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
