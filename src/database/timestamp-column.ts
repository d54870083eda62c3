import { Column, type ColumnOptions, DeleteDateColumn, type ValueTransformer } from 'typeorm';

const isoUtc: ValueTransformer = {
  to: (value: unknown) => (value instanceof Date ? value.toISOString() : value),
  from: (value: unknown) => (typeof value === 'string' ? new Date(value) : value),
};

/** The column type of timestamps. SQLite accepts any type name, and stores sortable ISO 8601 text. */
export const TIMESTAMP_TYPE = 'timestamptz';

/** A UTC timestamp with milliseconds: `timestamptz` on PostgreSQL, ISO-8601 text on SQLite. */
export const TimestampColumn = (options: ColumnOptions = {}): PropertyDecorator =>
  Column({ ...options, type: TIMESTAMP_TYPE, transformer: isoUtc });

/** The time of a soft deletion; TypeORM excludes such rows from entity queries. */
export const DeletedAtColumn = (): PropertyDecorator =>
  DeleteDateColumn({ type: TIMESTAMP_TYPE, nullable: true, transformer: isoUtc });
