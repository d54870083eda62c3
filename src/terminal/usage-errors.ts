/** A destroying command that nobody confirmed; the command line exits 2. */
export class NotConfirmedError extends Error {
  override readonly name: string = 'NotConfirmedError';
  readonly exitCode = 2;
}

/** An argument that makes no sense; the command line exits 2. */
export class WrongUsageError extends NotConfirmedError {
  override readonly name = 'WrongUsageError';
}
