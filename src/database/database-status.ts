import { Injectable } from '@nestjs/common';
import { migrations } from '../../migrations/index.js';
import { TransactionRunner } from './transaction-runner.js';

/** Whether the database responds and has the schema that this program needs. */
@Injectable()
export class DatabaseStatus {
  constructor(private readonly runner: TransactionRunner) {}

  /** The names of migrations that have not been run; throws when the database does not respond. */
  async pendingMigrations(): Promise<string[]> {
    const rows = await this.runner.readLatest(() =>
      this.runner.manager.query<{ name: string }[]>('SELECT name FROM migrations'),
    );
    const run = new Set(rows.map(({ name }) => name));
    return migrations.map(({ name }) => name).filter((name) => !run.has(name));
  }
}
