import { Injectable } from '@nestjs/common';
import { applicationTables, rowCounts } from '../../database/application-tables.js';
import { TransactionRunner } from '../../database/transaction-runner.js';

@Injectable()
export class ResetRepository {
  constructor(private readonly runner: TransactionRunner) {}

  /** Rows of every table, by its name. */
  async countRows(): Promise<Readonly<Record<string, number>>> {
    const rows = await this.runner.query<{ name: string; count: string | number }[]>(
      rowCounts(this.runner.manager.dataSource),
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
  }

  /** Deletes every row but the record of maintenance; ids start at 1 again. */
  async deleteEverything(): Promise<void> {
    const tables = applicationTables(this.runner.manager.dataSource)
      .map(({ name }) => name)
      .filter((table) => table !== 'maintenance_runs')
      .reverse();
    await this.runner.runAll(this.runner.dialect.emptyTables(tables));
  }
}
