import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import type { Progress } from '../../common/progress.js';
import { Configuration } from '../../config/configuration.js';
import { type DatabaseAddress, describeAddress } from '../../config/database-url.js';
import type { ApplicationTable } from '../../database/application-tables.js';
import { migrate } from '../../database/migrate.js';
import { openDatabase, type OpenedDatabase } from '../../database/open-database.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import {
  TargetNotEmptyError,
  TargetUnusableError,
  TransferDiffersError,
} from '../maintenance.errors.js';
import { RunsRepository } from '../runs/runs.repository.js';
import { RunsService } from '../runs/runs.service.js';
import { filledByTriggers, TransferRepository, type TransferRow } from './transfer.repository.js';

/** The checksum of a table; equal tables have equal checksums on both dialects. */
export interface TableChecksum {
  readonly table: string;
  readonly rows: number;
  /** SHA-256 of the rows in the order of their keys. */
  readonly sha256: string;
}

export interface Transferred {
  readonly from: DatabaseAddress['dialect'];
  readonly to: DatabaseAddress['dialect'];
  readonly tables: readonly TableChecksum[];
}

/** Copies the entire database into another one, of either dialect. */
@Injectable()
export class TransferService {
  constructor(
    private readonly configuration: Configuration,
    private readonly runner: TransactionRunner,
    private readonly source: TransferRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * From one snapshot of the source, in one transaction of the target: a transfer that fails or is
   * interrupted leaves the target empty. The source is only read.
   *
   * @throws TargetUnusableError, TargetNotEmptyError, TransferDiffersError
   */
  async transfer(address: DatabaseAddress, progress?: Progress): Promise<Transferred> {
    const target = await this.open(address);
    try {
      const { runner } = target;
      await runner.run(() => this.refuseOccupied(address, new TransferRepository(runner)));
      await migrate(this.at(address));
      const tables = await this.runner.read(() =>
        runner.runOnce(() => this.copy(address, runner, progress)),
      );
      return { from: this.runner.dialect.name, to: address.dialect, tables };
    } finally {
      await target.close();
    }
  }

  private async copy(
    address: DatabaseAddress,
    runner: TransactionRunner,
    progress: Progress = () => undefined,
  ): Promise<TableChecksum[]> {
    const target = new TransferRepository(runner);
    await target.lock();
    await this.refuseOccupied(address, target);
    const tables = this.source.tables();
    // Every row is written, and read back to compare it.
    const steps = new Steps(2 * (await this.rowsOf(tables)), progress);
    const checksums: TableChecksum[] = [];
    for (const table of tables) {
      const sent = new Checksum(table.name);
      if (filledByTriggers(table)) await target.clear(table.name);
      for await (const rows of this.source.rows(table)) {
        sent.add(rows);
        await target.insert(table, rows);
        await steps.done(rows.length);
      }
      if (table.numbered) await target.setLastId(table, await this.source.lastId(table));
      checksums.push(sent.value());
    }
    for (const [index, table] of tables.entries()) {
      const arrived = new Checksum(table.name);
      for await (const rows of target.rows(table)) {
        arrived.add(rows);
        await steps.done(rows.length);
      }
      requireEqual(checksums[index], arrived.value());
    }
    await this.record(runner, checksums);
    return checksums;
  }

  private async rowsOf(tables: readonly ApplicationTable[]): Promise<number> {
    let sum = 0;
    for (const table of tables) sum += await this.source.count(table);
    return sum;
  }

  /** Adds a maintenance run to the target, after those copied from the source. */
  private record(runner: TransactionRunner, tables: readonly TableChecksum[]): Promise<void> {
    const runs = new RunsService(new RunsRepository(runner), runner, this.clock);
    const rows = Object.fromEntries(tables.map(({ table, rows: count }) => [table, count]));
    return runs.record('transfer', { from: this.runner.dialect.name, rows });
  }

  private async refuseOccupied(
    address: DatabaseAddress,
    target: TransferRepository,
  ): Promise<void> {
    const table = await target.occupied();
    if (table !== undefined) throw new TargetNotEmptyError(describeAddress(address), table);
  }

  private async open(address: DatabaseAddress): Promise<OpenedDatabase> {
    const entities = await this.runner.read(() => Promise.resolve(this.source.entities));
    try {
      return await openDatabase(this.at(address), entities);
    } catch (error) {
      throw new TargetUnusableError(describeAddress(address), error);
    }
  }

  private at(address: DatabaseAddress): Pick<Configuration, 'database'> {
    return { database: { ...this.configuration.database, address, adminAddress: undefined } };
  }
}

class Checksum {
  private readonly hash = createHash('sha256');
  private rows = 0;

  constructor(private readonly table: string) {}

  add(rows: readonly TransferRow[]): void {
    for (const row of rows) this.hash.update(`${JSON.stringify(row)}\n`);
    this.rows += rows.length;
  }

  value(): TableChecksum {
    return { table: this.table, rows: this.rows, sha256: this.hash.digest('hex') };
  }
}

class Steps {
  private taken = 0;

  constructor(
    private readonly all: number,
    private readonly progress: Progress,
  ) {}

  /** Lets signals in: on SQLite nothing else waits for the event loop. */
  async done(steps: number): Promise<void> {
    this.taken += steps;
    this.progress(this.taken / this.all);
    await setImmediate();
  }
}

function requireEqual(sent: TableChecksum | undefined, arrived: TableChecksum): void {
  if (sent?.rows !== arrived.rows) {
    throw new TransferDiffersError(
      arrived.table,
      `${String(sent?.rows)} rows were sent and ${String(arrived.rows)} arrived`,
    );
  }
  if (sent.sha256 !== arrived.sha256) {
    throw new TransferDiffersError(arrived.table, 'the checksums of the rows differ');
  }
}
