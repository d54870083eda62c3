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

/** Converts a driver's error about an unusable database to a coded error; returns others unchanged. */
export function translateDriverError(error: unknown): unknown {
  const code = codeOf(error);
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const message = source instanceof Error ? source.message : '';
  if (
    OUT_OF_REACH.includes(code) ||
    // The server closed the connection between two statements.
    error instanceof QueryRunnerAlreadyReleasedError ||
    error instanceof QueryRunnerProviderAlreadyReleasedError ||
    // 25006: the primary has become a standby, or was made read-only. 25P03: an idle transaction was
    // ended. 57014: the statement timeout, DATABASE_TIMEOUT_SECONDS. 40: a conflict with other transactions
    // that persisted through all retries.
    /^(08|25006|25P03|28|3D|40|53|57P|57014)/.test(code) ||
    /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN)/.test(code) ||
    // These errors of the driver have no code.
    MESSAGES_WITHOUT_CODE.test(message)
  ) {
    return new DatabaseUnavailableError('The database cannot be used right now; try again.', error);
  }
  return error;
}

/** The error of a driver, with the statement for the log. */
export async function described<T>(
  work: Promise<T>,
  text: string,
  parameters: readonly unknown[],
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof CodedError) throw error;
    throw new QueryFailedError(text, [...parameters], error);
  }
}
