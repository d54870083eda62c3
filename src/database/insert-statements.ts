import type { DataSource } from 'typeorm';
import { columnsOf, type Dialect } from './dialect.js';

/** More rows are sent as JSON: each number of rows is a statement of its own, which stays prepared. */
export const MAX_ROWS_OF_VALUES = 4;

/** The INSERTs of tables, composed once each; `?` is a parameter. */
export class InsertStatements {
  private readonly known = new Map<string, string>();

  /** For that many rows, with a parameter for each value. @param columns property names of the entity */
  ofValues(
    dataSource: DataSource,
    table: string,
    columns: readonly string[],
    rows: number,
  ): string {
    return this.once(`${String(rows)} ${table} ${columns.join(' ')}`, () => {
      const names = columnsOf(dataSource, table, columns).map(({ name }) => name);
      const row = `(${names.map(() => '?').join(', ')})`;
      const values = Array.from({ length: rows }, () => row).join(', ');
      return `INSERT INTO ${table} (${names.join(', ')}) VALUES ${values}`;
    });
  }

  /** For any number of rows, from one JSON parameter. */
  ofJson(
    dialect: Dialect,
    dataSource: DataSource,
    table: string,
    columns: readonly string[],
  ): string {
    return this.once(`${table} ${columns.join(' ')}`, () =>
      dialect.insertRows(dataSource, table, columns),
    );
  }

  /** `ofJson` that leaves out the rows that violate a unique index. */
  ofMissing(
    dialect: Dialect,
    dataSource: DataSource,
    table: string,
    columns: readonly string[],
  ): string {
    return this.once(
      `missing ${table} ${columns.join(' ')}`,
      () => `${dialect.insertRows(dataSource, table, columns)} ON CONFLICT DO NOTHING`,
    );
  }

  private once(key: string, compose: () => string): string {
    const statement = this.known.get(key) ?? compose();
    this.known.set(key, statement);
    return statement;
  }
}
