import type { TableColumnOptions } from 'typeorm';

/** The primary key of a table, from 1. */
export const id: TableColumnOptions = {
  name: 'id',
  type: 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
};

/** What optimistic locking compares. */
export const version: TableColumnOptions = { name: 'version', type: 'integer' };

/** A moment: `timestamptz` on PostgreSQL, text on SQLite, which keeps any type name. */
export const moment = (
  name: string,
  options: Partial<TableColumnOptions> = {},
): TableColumnOptions => ({ name, type: 'timestamptz', ...options });

export const timestamps = [moment('created_at'), moment('updated_at')];
