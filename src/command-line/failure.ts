import { NotConfirmedError, WrongUsageError } from '../terminal/usage-errors.js';
import { printJson } from '../terminal/output.js';
import { CodedError, type FieldError } from '../common/errors/coded-error.js';
import { explainStartFailure } from '../server/start-failure.js';

interface Failure {
  /** 0 for help and version, 1 failed, 2 wrong usage or not confirmed. */
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FieldError[];
}

/**
 * Says why a command failed: for a person a line on standard error, and with `--json` also a document
 * `{ "error": { code, message, errors? } }` on standard output. Returns the exit code.
 */
export function reportFailure(error: unknown): number {
  const { exitCode, code, message, errors = [] } = failureOf(error);
  if (exitCode === 0) return 0;
  if (process.argv.includes('--json')) {
    printJson({ error: { code, message, ...(errors.length > 0 ? { errors } : {}) } });
  }
  // The argument parser has printed its own errors already.
  if (!isFromParser(error)) {
    console.error(error instanceof CodedError ? `${code}: ${message}` : message);
  }
  return exitCode;
}

function failureOf(error: unknown): Failure {
  if (error instanceof CodedError) {
    return { exitCode: 1, code: error.code, message: error.message, errors: error.errors };
  }
  if (error instanceof NotConfirmedError && !(error instanceof WrongUsageError)) {
    return { exitCode: 2, code: 'NOT_CONFIRMED', message: error.message };
  }
  if (error instanceof WrongUsageError || isFromParser(error)) {
    const message = error.message.replace(/^error: /, '');
    return { exitCode: error.exitCode === 0 ? 0 : 2, code: 'WRONG_USAGE', message };
  }
  return { exitCode: 1, code: 'FAILED', message: explainStartFailure(error, process.env) };
}

/** An error of Commander; `instanceof` fails, since there can be several copies of the package. */
const isFromParser = (error: unknown): error is Error & { exitCode: number } =>
  error instanceof Error && 'exitCode' in error && !(error instanceof NotConfirmedError);
