import { guardFormula } from '../common/formula-guard.js';
import type { Dialect } from '../database/dialect.js';

/** What there is to know of a value without knowing its field. */
export interface FieldKind {
  readonly areEqual: (one: unknown, other: unknown) => boolean;
  /** The SQL of its value in JSON; absent when that is the column itself. */
  readonly inJson?: (dialect: Dialect, column: string) => string;
  /** The value for a request, which is validated later; undefined for a blank cell. */
  readonly fromCell: (text: string) => unknown;
  /** The cell of a value as the driver returns it, which is not null. */
  readonly toCell: (value: unknown) => string;
}

/** Text that is kept as it is. */
export const TEXT: FieldKind = {
  areEqual: Object.is,
  fromCell: (text) => text,
  toCell: (value) => guardFormula(String(value)),
};

/** Text without white space around it. */
export const LINE: FieldKind = { ...TEXT, fromCell: (text) => text.trim() || undefined };

export const ENUM: FieldKind = {
  areEqual: Object.is,
  fromCell: (text) => text.trim().toLowerCase() || undefined,
  toCell: String,
};

export const ID: FieldKind = {
  areEqual: Object.is,
  fromCell: (text) => {
    const trimmed = text.trim();
    return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed || undefined;
  },
  toCell: String,
};

export const TIMESTAMP: FieldKind = {
  // A driver returns a date or text; dates are equal when their time is, not when they are one object.
  areEqual: (one, other) => timeOf(one) === timeOf(other),
  inJson: (dialect, column) => dialect.isoTimestamp(column),
  fromCell: LINE.fromCell,
  toCell: (value) => (value instanceof Date ? value.toISOString() : String(value)),
};

const timeOf = (value: unknown): number | null =>
  value === null ? null : new Date(value as Date | string).getTime();
