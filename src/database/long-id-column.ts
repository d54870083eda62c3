import { Column, type DataSource, type ValueTransformer } from 'typeorm';

/** The driver of PostgreSQL gives 64 bits as text; a number holds 53 of them, more than are used. */
const asNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (typeof value === 'string' ? Number(value) : value),
};

/** A generated id of 64 bits, for what every request may add to: 32 bits would be used up. */
export const LongIdColumn = (): PropertyDecorator =>
  Column({ type: 'bigint', primary: true, generated: 'increment', transformer: asNumber });

/** A reference to one. */
export const LongReferenceColumn = (): PropertyDecorator =>
  Column({ type: 'bigint', nullable: true, transformer: asNumber });

/** On SQLite only what is called `integer` is the number of a row, and has 64 bits by that name too. */
export function nameLongIds({ driver }: DataSource): void {
  const normalizeType = driver.normalizeType.bind(driver);
  driver.normalizeType = (column: Parameters<typeof normalizeType>[0] & { isPrimary?: boolean }) =>
    column.type === 'bigint' && column.isPrimary === true ? 'integer' : normalizeType(column);
}
