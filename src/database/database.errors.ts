import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import { CodedError } from '../common/errors/coded-error.js';

export class DatabaseUnavailableError extends CodedError {
  constructor(detail: string, cause?: unknown) {
    super('unavailable', 'DATABASE_UNAVAILABLE', detail, { cause });
  }
}

/** A statement outside `run` or `read`, or after its end: always a bug. */
export class TransactionMisuseError extends Error {
  override readonly name = 'TransactionMisuseError';
}

const codeOf = (error: unknown): string => {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const code = typeof source === 'object' && source && 'code' in source ? source.code : undefined;
  return typeof code === 'string' ? code : '';
};

export const isUniqueViolation = (error: unknown): boolean =>
  ['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error));

/**
 * A serialization failure or deadlock (40001, 40P01), or a restore replaced the tables meanwhile
 * (42P01, 42883, XX000): a retry succeeds.
 */
export const isTransient = (error: unknown): boolean =>
  ['40001', '40P01', '42P01', '42883', 'XX000'].includes(codeOf(error));

/** Another process holds SQLite's write lock. */
export const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));

/** Stored data cannot be read: a damaged page or index. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError';
}

export const isDamage = (error: unknown): boolean =>
  /^(XX00[12]$|SQLITE_(CORRUPT|NOTADB))/.test(codeOf(error));

/** Damage, or a disk that fails to read or to write. */
export const isStorageFailure = (error: unknown): boolean =>
  error instanceof DamagedDatabaseError ||
  isDamage(error) ||
  /^(58030$|SQLITE_IOERR)/.test(codeOf(error));

/** The PostgreSQL primary has become a standby, or was made read-only. */
export const isStandby = (error: unknown): boolean => codeOf(error) === '25006';

/** SQLite's file, its folder or its file system cannot be written to. */
export const isReadOnly = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_READONLY');

const OUT_OF_REACH = [
  'ECONNREFUSED',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_DESTROYED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'ENOENT',
];

const MESSAGES_WITHOUT_CODE =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect)/i;

/** Characters of a statement, and of a message, that the log has. */
const MAX_LOGGED_CHARACTERS = 1_000;

/** Members of PostgreSQL's errors in which the values of a row or of a parameter can be. */
const WITH_VALUES = ['detail', 'where', 'internalQuery'] as const;

/** Whoever reads the log must not read what users wrote, nor can it hold megabytes. */
function removeValues(error: unknown): void {
  if (!(error instanceof Error)) return;
  for (const name of WITH_VALUES) Reflect.deleteProperty(error, name);
  const { message } = error;
  if (message.length > MAX_LOGGED_CHARACTERS) {
    error.message = message.slice(0, MAX_LOGGED_CHARACTERS);
    error.stack = error.stack?.replace(message, error.message);
  }
  if (!(error instanceof QueryFailedError)) return;
  const statement = error as { query: string; parameters: unknown };
  statement.query = statement.query.slice(0, MAX_LOGGED_CHARACTERS);
  statement.parameters = undefined;
  removeValues(error.driverError);
}

/**
 * Converts a driver's error about an unusable database to a coded error; others stay what they are,
 * without the values of the statement.
 */
export function translateDriverError(error: unknown): unknown {
  removeValues(error);
  const code = codeOf(error);
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const message = source instanceof Error ? source.message : '';
  if (
    OUT_OF_REACH.includes(code) ||
    // The server closed the connection between two statements.
    error instanceof QueryRunnerAlreadyReleasedError ||
    error instanceof QueryRunnerProviderAlreadyReleasedError ||
    // 25006: the primary has become a standby, or was made read-only. 25P03: an idle transaction was
    // ended. 57014, 55P03: DATABASE_TIMEOUT_SECONDS, of a statement and of a lock. 40: a conflict
    // with other transactions that persisted through all retries.
    /^(08|25006|25P03|28|3D|40|53|57P|57014|55P03)/.test(code) ||
    /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN)/.test(code) ||
    // These errors of the driver have no code.
    MESSAGES_WITHOUT_CODE.test(message)
  ) {
    return new DatabaseUnavailableError('The database cannot be used right now; try again.', error);
  }
  return error;
}

/** The error of a driver, with the statement for the log, but without its values. */
export const describe = (error: unknown, text: string): unknown =>
  error instanceof Error && !(error instanceof CodedError)
    ? new QueryFailedError(text, undefined, error)
    : error;

/** Describes the error of the work. */
export async function described<T>(work: Promise<T>, text: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw describe(error, text);
  }
}
