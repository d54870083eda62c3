import { Injectable } from '@nestjs/common';
import {
  type ApplicationTable,
  applicationTables,
  type TableColumn,
} from '../../database/application-tables.js';
import type { Entities } from '../../database/data-source-options.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { DERIVED_TABLES, OPENINGS_TABLE } from '../../summaries/summary-tables.js';

/** A value in a form that both dialects share: a timestamp is ISO 8601 text. */
type Value = string | number | boolean | null;

/** The values of a row in the order of its table's columns. */
export type TransferRow = readonly Value[];

const BATCH_ROWS = 500;

/** Of tables whose rows can have more than a megabyte. */
const BATCH_LONG_ROWS: Readonly<Record<string, number>> = { issue_event_texts: 20 };

/** The search index of SQLite keeps the comments of an issue together, and is written faster in that order. */
const COPY_ORDER: Readonly<Record<string, readonly string[]>> = {
  comments: ['issue_id', 'id'],
};

/** Reads and writes the tables of one database for a transfer. */
@Injectable()
export class TransferRepository {
  constructor(private readonly runner: TransactionRunner) {}

  /** The tables to copy, in an order that satisfies the foreign keys. */
  tables(): ApplicationTable[] {
    const all = applicationTables(this.runner.manager.dataSource);
    const copied = all.filter(({ name }) => !DERIVED_TABLES.includes(name));
    return copied.sort(
      (one, other) => Number(filledByTriggers(one)) - Number(filledByTriggers(other)),
    );
  }

  get entities(): Entities {
    return this.runner.manager.dataSource.options.entities as Entities;
  }

  async count({ name }: ApplicationTable): Promise<number> {
    const [row] = await this.runner.query<{ count: string | number }[]>(
      `SELECT COUNT(*) AS count FROM ${name}`,
    );
    return Number(row?.count);
  }

  /** All rows in batches, in the same order on both dialects. */
  async *rows({ name, columns, key }: ApplicationTable): AsyncGenerator<readonly TransferRow[]> {
    const order = COPY_ORDER[name] ?? key;
    const keys = order.join(', ');
    const limit = BATCH_LONG_ROWS[name] ?? BATCH_ROWS;
    const behind = `WHERE (${keys}) > (${placeholders(order)})`;
    let last: readonly unknown[] | undefined;
    for (;;) {
      const rows = await this.runner.query<Record<string, unknown>[]>(
        `SELECT ${columnList(columns)} FROM ${name} ${last ? behind : ''}
         ORDER BY ${keys} LIMIT ${String(limit)}`,
        last,
      );
      if (rows.length > 0) yield rows.map((row) => columns.map((column) => read(column, row)));
      const end = rows.at(-1);
      if (end === undefined || rows.length < limit) return;
      last = order.map((column) => end[column]);
    }
  }

  /** Removes what triggers have filled a table with that is copied after all the others. */
  async clear(name: string): Promise<void> {
    await this.runner.query(`DELETE FROM ${name}`);
  }

  async insert({ name, columns }: ApplicationTable, rows: readonly TransferRow[]): Promise<void> {
    const row = `(${placeholders(columns)})`;
    await this.runner.query(
      `INSERT INTO ${name} (${columnList(columns)}) VALUES ${rows.map(() => row).join(', ')}`,
      rows.flat().map((value) => this.runner.dialect.stored(value)),
    );
  }

  /** The last id that was ever given, also to a row that is gone; 0 for none. */
  async lastId({ name }: ApplicationTable): Promise<number> {
    const [row] = await this.runner.query<{ last: string | number }[]>(
      this.runner.dialect.lastId(name),
    );
    return Number(row?.last);
  }

  async setLastId({ name }: ApplicationTable, last: number): Promise<void> {
    if (last > 0) await this.runner.runAll(this.runner.dialect.setLastId(name, last));
  }

  /** The name of a table that has rows; undefined when the database is empty. */
  async occupied(): Promise<string | undefined> {
    const tables = await this.runner.query<{ name: string }[]>(this.runner.dialect.userTables);
    for (const { name } of tables) {
      const found = await this.runner.query<unknown[]>(
        `SELECT 1 FROM "${name.replaceAll('"', '""')}" LIMIT 1`,
      );
      if (found.length > 0) return name;
    }
    return undefined;
  }

  /** Locks the tables against writes until the transaction ends. */
  async lock(): Promise<void> {
    const names = this.tables().map(({ name }) => name);
    await this.runner.runAll(this.runner.dialect.lockTables(names));
  }
}

export const filledByTriggers = ({ name }: ApplicationTable): boolean => name === OPENINGS_TABLE;

const columnList = (columns: readonly TableColumn[]) =>
  columns.map(({ name }) => `"${name}"`).join(', ');

const placeholders = (columns: readonly unknown[]) => columns.map(() => '?').join(', ');

function read({ name, kind }: TableColumn, row: Readonly<Record<string, unknown>>): Value {
  const value = row[name] ?? null;
  if (value instanceof Date) return value.toISOString();
  if (value === null) return null;
  if (kind === 'bigint') return Number(value);
  return kind === 'boolean' ? Boolean(value) : (value as Value);
}
