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
