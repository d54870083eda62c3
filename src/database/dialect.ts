import type { DataSource, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { DialectName } from '../config/database-url.js';

/** One statement in which every `?` is a parameter. */
export type DialectStatement = readonly [sql: string, parameters?: readonly unknown[]];

/** Against whom rows are locked: every other change, a change of the row, or its deletion. */
export type RowLock = 'change' | 'share' | 'delete';

/** What the two databases say differently. */
export interface Dialect {
  readonly name: DialectName;

  /** Rows that one transaction of a long import may add, before others have waited too long. */
  readonly batchRows: number;

  /** Behind a SELECT: the rows are locked; rows that somebody else has locked are left out. */
  readonly forUpdate: string;
  readonly skipLocked: string;

  /** Locks the rows that the query selects until the end of the transaction. */
  lockRows<Row extends ObjectLiteral>(
    query: SelectQueryBuilder<Row>,
    lock: RowLock,
  ): SelectQueryBuilder<Row>;

  /** Keeps others from changing these tables until the end of the transaction. */
  lockTables(tables: readonly string[]): readonly DialectStatement[];

  /** Foreign keys that can be are checked at the end of the transaction. */
  readonly deferForeignKeys: string;

  /** The parameter at this position, from 1, of a statement that goes to the driver as it is. */
  placeholder(position: number): string;

  /** The values of an expression over rows, as the text of a JSON list. */
  jsonList(expression: string): string;

  /** Adds rows that travel as one JSON parameter; see `TransactionRunner.insertRows`. */
  insertRows(dataSource: DataSource, table: string, columns: readonly string[]): string;

  /** A value as the database stores it. */
  stored(value: unknown): unknown;

  /** Selects, as `id`, the ids that the next rows of the table are given. */
  nextIds(table: string, count: number): DialectStatement;

  /** Selects, as `last`, the last id that was ever given, also to a row that is gone; 0 for none. */
  lastId(table: string): string;
  setLastId(table: string, last: number): readonly DialectStatement[];

  /** Selects the names of tables with somebody's rows: neither of the migrations nor of an index. */
  readonly userTables: string;

  /** Deletes every row of these tables, and lets their ids start at 1 again. */
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
