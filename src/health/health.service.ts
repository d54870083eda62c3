import { Injectable } from '@nestjs/common';
import { CodedError } from '../common/errors/coded-error.js';
import { DatabaseStatus } from '../database/database-status.js';

@Injectable()
export class HealthService {
  constructor(private readonly database: DatabaseStatus) {}

  /** Fails with the reason when requests cannot be served. */
  async requireReady(): Promise<void> {
    const pending = await this.database.pendingMigrations();
    if (pending.length > 0) {
      throw new CodedError(
        'unavailable',
        'MIGRATIONS_PENDING',
        `Run the command "migrate"; pending: ${pending.join(', ')}.`,
      );
    }
  }
}
