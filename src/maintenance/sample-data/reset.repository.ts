import { Injectable } from '@nestjs/common';
import { applicationTables, rowCounts } from '../../database/application-tables.js';
import {
  HIGHEST_PURGED_VERSION,
  noteHighestVersion,
  noteRefusals,
  VERSIONED_TABLES,
} from '../../database/carry-over.js';
import { TransactionRunner } from '../../database/transaction-runner.js';

/** The record of maintenance, and what a restore must not undo. */
const KEPT_TABLES: readonly string[] = ['maintenance_runs', 'carried_over'];

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

  /** Keeps everybody out, so that what is noted of the replaced state stays true until it is gone. */
  async lock(): Promise<void> {
    const tables = applicationTables(this.runner.manager.dataSource).map(({ name }) => name);
    await this.runner.runAll(this.runner.dialect.lockTables(tables, 'everybody'));
  }

  /** Notes what a later restore of a backup must not undo, before all of it is deleted. */
  async noteWhatIsReplaced(): Promise<void> {
    const statements = [
      ...noteRefusals(this.runner.dialect, '', ''),
      noteHighestVersion('', 'SELECT version FROM issues'),
    ];
    for (const statement of statements) await this.runner.query(statement);
  }

  /** The last ids that were given, by table. */
  async lastIds(): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (const table of this.numberedTables()) found.set(table, await this.lastId(table));
    return found;
  }

  /** Continues the ids where they were, unless they are beyond. */
  async continueIds(before: ReadonlyMap<string, number>): Promise<void> {
    for (const [table, last] of before) {
      if (last <= (await this.lastId(table))) continue;
      await this.runner.runAll(this.runner.dialect.setLastId(table, last));
    }
  }

  /** Raises the versions of all rows above those that the deleted ones had. */
  async raiseVersions(above: ReadonlyMap<string, number>): Promise<void> {
    for (const [table, version] of above) {
      await this.runner.query(`UPDATE ${table} SET version = version + ?`, [version]);
    }
  }

  /** The highest version in each table that has one. */
  async highestVersions(): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (const table of VERSIONED_TABLES) {
      const [row] = await this.runner.query<{ version: number | null }[]>(
        `SELECT max(version) AS version FROM ${table}`,
      );
      found.set(table, row?.version ?? 0);
    }
    const [purged] = await this.runner.query<{ version: number | null }[]>(HIGHEST_PURGED_VERSION);
    found.set('issues', Math.max(found.get('issues') ?? 0, purged?.version ?? 0));
    return found;
  }

  private numberedTables(): string[] {
    return applicationTables(this.runner.manager.dataSource)
      .filter(({ numbered, name }) => numbered && !KEPT_TABLES.includes(name))
      .map(({ name }) => name);
  }

  private async lastId(table: string): Promise<number> {
    const [row] = await this.runner.query<{ last: string | number }[]>(
      this.runner.dialect.lastId(table),
    );
    return Number(row?.last);
  }

  /** Deletes every row but those of `KEPT_TABLES`; ids start at 1 again. */
  async deleteEverything(): Promise<void> {
    const tables = applicationTables(this.runner.manager.dataSource)
      .map(({ name }) => name)
      .filter((table) => !KEPT_TABLES.includes(table))
      .reverse();
    await this.runner.runAll(this.runner.dialect.emptyTables(tables));
  }
}
