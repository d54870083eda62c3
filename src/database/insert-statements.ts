import type { DataSource } from 'typeorm';
import { columnsOf, type Dialect } from './dialect.js';
import type { Values } from './named-statement.js';

/** More rows are sent as JSON: each number of rows is a statement of its own, which stays prepared. */
export const MAX_ROWS_OF_VALUES = 4;

/** A table, and the property names of those columns of its entity that are inserted. */
export interface InsertedTable<Column extends string = string> {
  readonly table: string;
  readonly columns: readonly Column[];
}

/** One whose rows name the row of another table. */
export interface ChildTable<Column extends string = string> extends InsertedTable<Column> {
  /** The property with the id of that row. */
  readonly key: string;
}

/** The INSERTs and UPDATEs of tables, composed once each; `?` is a parameter. */
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

  /** `ofJson` that leaves out the rows that violate a unique index, and returns the ids of the others. */
  ofMissing(
    dialect: Dialect,
    dataSource: DataSource,
    table: string,
    columns: readonly string[],
  ): string {
    return this.once(
      `missing ${table} ${columns.join(' ')}`,
      () => `${dialect.insertRows(dataSource, table, columns)} ON CONFLICT DO NOTHING RETURNING id`,
    );
  }

  /** For a row and that many others that name its id, which it returns: if a dialect `nestsInserts`. */
  ofFamily(
    dataSource: DataSource,
    parent: InsertedTable,
    { table, key, columns }: ChildTable,
    rows: number,
  ): string {
    return this.once(`${String(rows)} ${table} of ${parent.table}`, () => {
      const [reference, ...others] = columnsOf(dataSource, table, [key, ...columns]);
      const names = [reference, ...others].map((column) => column?.name).join(', ');
      const row = `SELECT id, ${others.map(({ type }) => `?::${type}`).join(', ')} FROM parent`;
      const values = Array.from({ length: rows }, () => row).join(' UNION ALL ');
      return `WITH parent AS
          (${this.ofValues(dataSource, parent.table, parent.columns, 1)} RETURNING id),
        children AS (INSERT INTO ${table} (${names}) ${values})
        SELECT id FROM parent`;
    });
  }

  /** Sets the columns of any number of rows, by their ids, from one JSON parameter. */
  ofUpdate(
    dialect: Dialect,
    dataSource: DataSource,
    table: string,
    columns: readonly string[],
  ): string {
    return this.once(`update ${table} ${columns.join(' ')}`, () => {
      const names = columnsOf(dataSource, table, columns).map(({ name }) => name);
      const values = names.map((name) => `${name} = listed.${name}`).join(', ');
      return `UPDATE ${table} SET ${values}, version = version + 1
        FROM ${dialect.rowsOf(dataSource, table, ['id', ...columns])} WHERE ${table}.id = listed.id`;
    });
  }

  private once(key: string, compose: () => string): string {
    const statement = this.known.get(key) ?? compose();
    this.known.set(key, statement);
    return statement;
  }
}

/**
 * SQL that inserts a row with a named parameter for each column: those of a `NamedStatement`. It is part
 * of another statement, from whose rows it takes the other columns.
 *
 * @param others SQL by the names of the properties
 * @param from FROM, WHERE and what else there is, which may be nothing
 */
export function insertNamed(
  dataSource: DataSource,
  { table, columns }: InsertedTable,
  others: Readonly<Record<string, string>>,
  from: string,
): string {
  const given = columnsOf(dataSource, table, columns).map(
    ({ name, type }, index) =>
      [name, `CAST(:${namesIn({ table, columns })[index] ?? ''} AS ${type})`] as const,
  );
  const taken = columnsOf(dataSource, table, Object.keys(others)).map(
    ({ name }, index) => [name, Object.values(others)[index]] as const,
  );
  const all = [...given, ...taken];
  return `INSERT INTO ${table} (${all.map(([name]) => name).join(', ')})
    SELECT ${all.map(([, value]) => value).join(', ')} ${from}`;
}

/** The values of its parameters. */
export function valuesNamed<Column extends string>(
  inserted: InsertedTable<Column>,
  row: Readonly<Record<Column, unknown>>,
): Values {
  const names = namesIn(inserted);
  const values: Record<string, unknown> = {};
  for (const [index, column] of inserted.columns.entries())
    values[names[index] ?? ''] = row[column];
  return values;
}

const names = new WeakMap<readonly string[], readonly string[]>();

/** Of the parameters; to compose them for each row costs more than to send the row. */
function namesIn({ table, columns }: InsertedTable): readonly string[] {
  const known = names.get(columns) ?? columns.map((column) => `${table}_${column}`);
  names.set(columns, known);
  return known;
}
