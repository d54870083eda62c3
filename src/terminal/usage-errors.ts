/** A destructive command was not confirmed; exit code 2. */
export class NotConfirmedError extends Error {
  override readonly name: string = 'NotConfirmedError';
  readonly exitCode = 2;
}

/** An invalid argument; exit code 2. */
export class WrongUsageError extends NotConfirmedError {
  override readonly name = 'WrongUsageError';
}
