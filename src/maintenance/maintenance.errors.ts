import { CodedError } from '../common/errors/coded-error.js';

export class BackupNotFoundError extends CodedError {
  constructor(name?: string) {
    super(
      'not-found',
      'BACKUP_NOT_FOUND',
      name === undefined ? 'There is no backup.' : `There is no backup ${name}.`,
    );
  }
}

export class BackupDirUnusableError extends CodedError {
  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const detail = `The folder of the backups, ${folder}, cannot be used (${reason}); mend it, or set BACKUP_DIR to another.`;
    super('unavailable', 'BACKUP_DIR_UNUSABLE', detail, { cause });
  }

  /** Whether it is only not there yet. */
  get isMissing(): boolean {
    return this.cause instanceof Error && 'code' in this.cause && this.cause.code === 'ENOENT';
  }
}

/** The backup cannot be trusted, or not by this program; nothing has been changed. */
export class BackupRefusedError extends CodedError {
  constructor(name: string, reason: string) {
    super('conflict', 'BACKUP_REFUSED', `${name} is refused: ${reason}. Nothing was changed.`);
  }
}

export class TooManyToPurgeError extends CodedError {
  constructor(found: number, limit: number) {
    super(
      'conflict',
      'PURGE_TOO_LARGE',
      `${String(found)} issues would be purged; more than ${String(limit)} are purged at the command line only.`,
    );
  }
}

export class TargetNotEmptyError extends CodedError {
  constructor(target: string, table: string) {
    super(
      'conflict',
      'TARGET_NOT_EMPTY',
      `${target} is not empty: there are rows in ${table}. Nothing was changed.`,
    );
  }
}

export class TargetUnusableError extends CodedError {
  constructor(target: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    super('unavailable', 'TARGET_UNUSABLE', `${target} cannot be opened (${reason}).`, { cause });
  }
}

/** What arrived is not what was sent; it has been taken back. */
export class TransferDiffersError extends CodedError {
  constructor(table: string, difference: string) {
    super(
      'conflict',
      'TRANSFER_DIFFERS',
      `${table} has not arrived as it was sent: ${difference}. The target is as empty as it was.`,
    );
  }
}
