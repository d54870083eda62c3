import type { TableColumnOptions, TableForeignKeyOptions } from 'typeorm';

export type Dialect = 'sqlite' | 'postgres';

/** The primary key of a table, from 1. */
export const id: TableColumnOptions = {
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};

/**
 * The primary key of tables that every request may add to: 32 bits would be used up. An integer of
 * SQLite has 64 bits, and only a column of the type `integer` numbers its rows.
 */
export const longId = (dialect: Dialect): TableColumnOptions => ({
  ...id,
  type: dialect === 'postgres' ? 'bigint' : 'integer',
});

const column =
  (type: string) =>
  (name: string, options: Partial<TableColumnOptions> = {}) => ({
    name,
    type,
    ...options,
  });

export const text = column('text');
export const integer = column('integer');
export const bigint = column('bigint');
export const boolean = column('boolean');

/** A date and time: `timestamptz` on PostgreSQL, text on SQLite, which keeps any type name. */
export const timestamp = column('timestamptz');

export const NULLABLE = { isNullable: true };
export const PRIMARY = { isPrimary: true };

/** The version for optimistic locking. */
export const version = integer('version');

export const timestamps = [timestamp('created_at'), timestamp('updated_at')];

export const foreignKey = (
  name: string,
  column: string,
  table: string,
  onDelete: 'CASCADE' | 'RESTRICT',
): TableForeignKeyOptions => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete,
});
