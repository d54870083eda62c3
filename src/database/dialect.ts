import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { DialectName } from '../config/database-url.js';

/** One statement in which every `?` is a parameter. */
export type DialectStatement = readonly [sql: string, parameters?: readonly unknown[]];

/** What a row lock prevents: every other lock and change, a change, or the deletion of the row. */
export type RowLock = 'change' | 'share' | 'delete';

/** Whom a lock of a table keeps out. */
export type LockedOut = 'writers' | 'everybody';

/** The tables whose ids can be reserved. */
export type NumberedTable = 'issues' | 'comments' | 'issue_events';

/** The rows of a JSON array. */
export interface JsonRows {
  readonly fields: Readonly<Record<string, string>>;
  /** FROM and WHERE. */
  readonly from: string;
  readonly orderBy: string;
  readonly limit?: number;
}

/** The differences between the two databases. */
export interface Dialect {
  readonly name: DialectName;

  /** Rows per transaction of a long import, so that other writers do not wait too long. */
  readonly batchRows: number;

  /** Rows that one statement of a bulk change takes: the event loop must not wait for all of them. */
  readonly bulkRows: number;

  /** Suffixes of a SELECT: lock its rows until the end of the transaction; and skip locked rows. */
  readonly lockClauses: Readonly<Record<RowLock, string>>;
  readonly skipLocked: string;

  /** Locks the rows that the query selects until the end of the transaction. */
  lockRows<Row extends ObjectLiteral>(
    query: SelectQueryBuilder<Row>,
    lock: RowLock,
  ): SelectQueryBuilder<Row>;

  /**
   * Locks these tables until the end of the transaction, in their order. What is going to be emptied is locked
   * against readers from the start: one who waits as a writer would keep it from being emptied.
   */
  lockTables(tables: readonly string[], against?: LockedOut): readonly DialectStatement[];

  /** Deferrable foreign keys are checked at the end of the transaction. */
  readonly deferForeignKeys: string;

  /** The parameter at this position, from 1, of a statement that goes to the driver as it is. */
  placeholder(position: number): string;

  /** A condition: the server takes no writes, since it is a standby or was made read-only. */
  readonly isReadOnly: string;

  /** A condition: the column has one of the values of a parameter, which is made by `list`. */
  isOneOf(column: string, parameter: string, type: 'text' | 'integer'): string;
  list(values: readonly (string | number)[]): unknown;

  /** FROM the elements of a JSON array in a parameter, as a column `value`. */
  jsonElements(parameter: string): string;

  /** Aggregates an expression into a JSON array, as text. */
  jsonList(expression: string): string;

  /** A JSON object of SQL expressions by name, without white space between its parts. */
  jsonObject(fields: Readonly<Record<string, string>>): string;

  /** A JSON array of one object for each row, empty when there is none. */
  jsonArray(rows: JsonRows): string;

  /** The value of a text column that holds JSON, for a JSON object, or for `->>` to take a member of. */
  storedJson(expression: string): string;

  /** JSON as the text that the program receives. */
  jsonText(expression: string): string;

  /** A timestamp as ISO 8601 text in UTC with milliseconds. */
  isoTimestamp(expression: string): string;

  /** A boolean as JSON. */
  jsonBoolean(expression: string): string;

  /** Text in the order of its bytes, whatever the collation of the database is. */
  inByteOrder(expression: string): string;

  /** Inserts rows from one JSON parameter; see `TransactionRunner.insertRows`. */
  insertRows(dataSource: DataSource, table: string, columns: readonly string[]): string;

  /** FROM the rows of one JSON parameter, as `listed` with the columns of the table. */
  rowsOf(dataSource: DataSource, table: string, columns: readonly string[]): string;

  /** Whether an INSERT can be a part of another statement. */
  readonly nestsInserts: boolean;

  /** A value as the database stores it. */
  stored(value: unknown): unknown;

  /** Selects, as `id`, ids for the next rows of the table. */
  nextIds(table: NumberedTable, count: number): DialectStatement;

  /** Selects, as `last`, the last id that was ever generated, or 0. */
  lastId(table: string): string;
  setLastId(table: string, last: number): readonly DialectStatement[];

  /**
   * Selects, as `settled`, a timestamp: whatever is committed after this statement has a later
   * `updated_at`.
   */
  readonly settledUntil: string;

  /** Selects the names of the application's tables, without those of migrations and indexes. */
  readonly userTables: string;

  /** Deletes every row of these tables, and restarts their ids at 1. */
  emptyTables(tables: readonly string[]): readonly DialectStatement[];
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The columns that an entity describes by the names of its properties. */
export function columnsOf(
  { entityMetadatas, driver }: DataSource,
  table: string,
  properties: readonly string[],
): Column[] {
  const described = entityMetadatas.find(({ tableName }) => tableName === table)?.columns ?? [];
  return properties.map((property) => {
    const column = described.find(({ propertyName }) => propertyName === property);
    if (!column) throw new Error(`No entity describes ${property} of ${table}.`);
    return { name: column.databaseName, type: driver.normalizeType(column) };
  });
}
