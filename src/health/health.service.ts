import { Injectable } from '@nestjs/common';
import { CodedError } from '../common/errors/coded-error.js';
import type { ErrorCode } from '../common/errors/error-codes.js';
import { DatabaseUnavailableError } from '../database/database.errors.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { DatabaseStatus } from '../database/database-status.js';

/** A database that does not respond within this counts as unreachable. */
const READINESS_TIMEOUT_MS = 3_000;

@Injectable()
export class HealthService {
  constructor(
    private readonly database: DatabaseStatus,
    private readonly runner: TransactionRunner,
  ) {}

  /** Without their addresses: everybody may read it. */
  replicas(): { used: boolean; lag_seconds: number | null }[] {
    return this.runner.replicaStates().map(({ isUsed, lagSeconds = Infinity }) => ({
      used: isUsed,
      lag_seconds: Number.isFinite(lagSeconds) ? Math.round(lagSeconds * 100) / 100 : null,
    }));
  }

  /** @throws CodedError with the reason why requests cannot be served */
  async requireReady(): Promise<void> {
    const { pending, isReadOnly } = await inTime(this.database.state());
    if (pending.length > 0) {
      throw unready(
        'MIGRATIONS_PENDING',
        `Run the command "migrate"; pending: ${pending.join(', ')}.`,
      );
    }
    if (isReadOnly) throw unready('DATABASE_READ_ONLY', 'The database takes no writes.');
    const failure = await this.database.lastFailure();
    if (failure) throw unready('DATABASE_DAMAGED', damageSeenAt(failure));
  }
}

const unready = (code: ErrorCode, detail: string) => new CodedError('unavailable', code, detail);

const damageSeenAt = (time: Date): string =>
  `Stored data could not be read or written at ${time.toISOString()}; run the command "health", ` +
  'and restore a backup if it finds damage.';

async function inTime<T>(work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    late = setTimeout(() => {
      reject(new DatabaseUnavailableError('The database does not respond; try again.'));
    }, READINESS_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(late);
  }
}
