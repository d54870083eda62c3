import { Column, type ColumnOptions, type ValueTransformer } from 'typeorm';

const isoUtc: ValueTransformer = {
  to: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
  from: (value: unknown) => (typeof value === 'string' ? new Date(value) : value),
};

/** The column type of a moment. SQLite keeps any type name, and the sortable ISO-8601 text in it. */
export const TIMESTAMP_TYPE = 'timestamptz';

/** A moment in UTC with milliseconds: `timestamptz` on PostgreSQL, ISO-8601 text on SQLite. */
export const TimestampColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ ...options, type: TIMESTAMP_TYPE, transformer: isoUtc });
