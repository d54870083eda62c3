import type { EntityManager } from 'typeorm';
import type { Dialect, DialectStatement, NumberedTable } from './dialect.js';
import {
  type ChildTable,
  type InsertedTable,
  InsertStatements,
  MAX_ROWS_OF_VALUES,
} from './insert-statements.js';
import type { NamedStatement, Values } from './named-statement.js';
import { described } from './database.errors.js';
import { StorageFailures } from './storage-failures.js';

/** Sends the statements of transactions and snapshots, and SELECTs by themselves. */
export abstract class StatementRunner {
  abstract readonly dialect: Dialect;

  readonly failures = new StorageFailures();
  private readonly inserts = new InsertStatements();

  /** The manager of the transaction or snapshot that this call is part of. */
  abstract get manager(): EntityManager;

  /** Part of a transaction: reserves ids for rows that are inserted later. */
  async reserveIds(table: NumberedTable, count: number): Promise<number[]> {
    const rows = await this.query<{ id: string | number }[]>(...this.dialect.nextIds(table, count));
    return rows.map(({ id }) => Number(id));
  }

  /** Part of a transaction or snapshot: one statement, in which every `?` is a parameter. */
  async query<T>(statement: string, parameters: readonly unknown[] = []): Promise<T> {
    let position = 0;
    const text = statement.replaceAll('?', () => this.dialect.placeholder((position += 1)));
    return (await described(this.execute(this.manager, text, parameters), text)) as T;
  }

  /**
   * The rows of one SELECT: part of the transaction or snapshot around it, otherwise a snapshot by
   * itself, which takes no transaction and no turn.
   */
  select<R>(statement: NamedStatement, values: Values = {}): Promise<R[]> {
    return this.selectFrom(statement, values, false) as Promise<R[]>;
  }

  /** `select` for what should exist: without a row on a replica, the primary is asked. */
  selectExisting<R>(statement: NamedStatement, values: Values): Promise<R[]> {
    return this.selectFrom(statement, values, true) as Promise<R[]>;
  }

  /** Part of a transaction: one statement that changes rows; returns their number. */
  async change(statement: NamedStatement, values: Values): Promise<number> {
    const parameters = statement.bind(values).map((value) => this.stored(value));
    const { text } = statement;
    return described(this.executeChange(this.manager, text, parameters), text);
  }

  /**
   * Part of a transaction: inserts a row, and returns its id.
   *
   * @param columns property names of the entity
   */
  async insertRow<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    row: Row,
  ): Promise<number> {
    const { dataSource } = this.manager;
    const statement = this.inserts.ofValues(dataSource, table, columns, 1);
    const values = columns.map((column) => this.stored(row[column]));
    const rows = await this.query<{ id: number }[]>(`${statement} RETURNING id`, values);
    return Number(rows[0]?.id);
  }

  /**
   * Part of a transaction: inserts any number of rows in one statement, without the ORM's cost per row.
   *
   * @param columns property names of the entity
   */
  async insertRows<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map((row) => columns.map((column) => row[column]));
    const { dataSource } = this.manager;
    const isSmall = rows.length <= MAX_ROWS_OF_VALUES;
    await this.query(
      isSmall
        ? this.inserts.ofValues(dataSource, table, columns, rows.length)
        : this.inserts.ofJson(this.dialect, dataSource, table, columns),
      isSmall ? values.flat().map((value) => this.stored(value)) : [JSON.stringify(values)],
    );
  }

  /**
   * Part of a transaction: gives each row, by its id, the values of its other columns, and raises its
   * version: one statement for any number of rows.
   *
   * @param columns property names of the entity
   */
  async updateRows<Row extends { readonly id: number }>(
    table: string,
    columns: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<void> {
    const { dataSource } = this.manager;
    const values = rows.map((row) => [row.id, ...columns.map((column) => row[column])]);
    const statement = this.inserts.ofUpdate(this.dialect, dataSource, table, columns);
    await this.query(statement, [JSON.stringify(values)]);
  }

  /**
   * Part of a transaction: inserts a row and others that name it; returns its id. A few rows are one
   * statement where the database has that.
   */
  async insertFamily<Row, Child>(
    parent: InsertedTable<keyof Row & string>,
    row: Row,
    children: ChildTable<keyof Child & string>,
    rows: readonly Child[],
  ): Promise<number> {
    const { table, key, columns } = children;
    if (!this.dialect.nestsInserts || rows.length > MAX_ROWS_OF_VALUES) {
      const id = await this.insertRow(parent.table, parent.columns, row);
      const named = rows.map((child) => ({ ...child, [key]: id }));
      await this.insertRows<Child & Record<string, unknown>>(table, [...columns, key], named);
      return id;
    }
    const statement = this.inserts.ofFamily(this.manager.dataSource, parent, children, rows.length);
    const values = [
      ...parent.columns.map((column) => row[column]),
      ...rows.flatMap((child) => columns.map((column) => child[column])),
    ];
    const [inserted] = await this.query<{ id: string | number }[]>(
      statement,
      values.map((value) => this.stored(value)),
    );
    return Number(inserted?.id);
  }

  /**
   * `insertRows` that leaves out the rows that are there already, by a unique index; returns the ids of the
   * others.
   */
  async insertMissingRows<Row>(
    table: string,
    columns: readonly (keyof Row & string)[],
    rows: readonly Row[],
  ): Promise<number[]> {
    const values = rows.map((row) => columns.map((column) => row[column]));
    const { dataSource } = this.manager;
    const statement = this.inserts.ofMissing(this.dialect, dataSource, table, columns);
    const inserted = await this.query<{ id: number }[]>(statement, [JSON.stringify(values)]);
    return inserted.map(({ id }) => id);
  }

  async runAll(statements: readonly DialectStatement[]): Promise<void> {
    for (const [sql, parameters] of statements) await this.query(sql, parameters);
  }

  /** The transaction or snapshot that this call is part of. */
  protected abstract current(): object | undefined;

  /** Sends a statement to the driver, without the ORM between; returns its rows. */
  protected abstract execute(
    manager: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<unknown[]>;

  /** Sends a statement that returns no rows; returns how many it changed. */
  protected abstract executeChange(
    manager: EntityManager,
    text: string,
    parameters: readonly unknown[],
  ): Promise<number>;

  /**
   * Sends a SELECT that is part of no transaction.
   *
   * @param mustExist a new row may not have reached a replica that returns none
   */
  protected abstract executeAlone(
    statement: NamedStatement,
    parameters: readonly unknown[],
    mustExist: boolean,
  ): Promise<unknown[]>;

  private selectFrom(
    statement: NamedStatement,
    values: Values,
    mustExist: boolean,
  ): Promise<unknown[]> {
    const { text } = statement;
    const parameters = statement.bind(values);
    return this.current()
      ? described(this.execute(this.manager, text, parameters), text)
      : this.failures.translated(this.executeAlone(statement, parameters, mustExist), text);
  }

  protected stored(value: unknown): unknown {
    return value instanceof Date ? value.toISOString() : this.dialect.stored(value ?? null);
  }
}
