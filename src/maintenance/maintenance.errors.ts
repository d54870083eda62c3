import { CodedError } from '../common/errors/coded-error.js';

export class BackupNotFoundError extends CodedError {
  constructor(name?: string) {
    super(
      'not-found',
      'BACKUP_NOT_FOUND',
      name === undefined
        ? 'There is no backup of this kind of database, besides those that a restore has made; see list.'
        : `There is no backup ${name}; list names those there are.`,
    );
  }
}

export class BackupDirUnusableError extends CodedError {
  constructor(folder: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const detail = `The folder of the backups, ${folder}, cannot be used (${reason}); fix it, or set BACKUP_DIR to another.`;
    super('unavailable', 'BACKUP_DIR_UNUSABLE', detail, { cause });
  }

  /** Whether the folder does not exist yet. */
  get isMissing(): boolean {
    return this.cause instanceof Error && 'code' in this.cause && this.cause.code === 'ENOENT';
  }
}

export class BackupRunningError extends CodedError {
  constructor() {
    super('unavailable', 'BACKUP_RUNNING', 'Another backup is being made; try again after it.');
  }
}

export class BackupSpaceError extends CodedError {
  constructor(folder: string, neededBytes: number, freeBytes: number) {
    const detail =
      `A backup needs up to ${String(neededBytes)} bytes in ${folder}, where ${String(freeBytes)} ` +
      'are free; remove old backups, or set BACKUP_DIR to a larger disk.';
    super('unavailable', 'BACKUP_SPACE_SHORT', detail);
  }
}

/** The backup is damaged, or does not fit this database or version; nothing was changed. */
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
      `${String(found)} issues would be purged; more than ${String(limit)} can be purged only at the command line.`,
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

/** The copy differs from the source; the transaction was rolled back. */
export class TransferDiffersError extends CodedError {
  constructor(table: string, difference: string) {
    super(
      'conflict',
      'TRANSFER_DIFFERS',
      `The copy of ${table} differs from the source: ${difference}. The target is still empty.`,
    );
  }
}
