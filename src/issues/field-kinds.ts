import { guardFormula } from '../common/formula-guard.js';
import type { Dialect } from '../database/dialect.js';

/** How the values of a column of the CSV are read and written. */
export interface CellKind {
  /** The value for a request, which is validated later; undefined for a blank cell. */
  readonly fromCell: (text: string) => unknown;
  /** The cell of a value as the driver returns it, which is not null. */
  readonly toCell: (value: unknown) => string;
}

/** A driver returns a timestamp as a date or as text. */
type Stored<Value> = Value extends Date ? Date | string : Value;

/** What fields of the type `Value` have in common; for a field of another type it does not compile. */
export interface FieldKind<Value> extends CellKind {
  readonly areEqual: (requested: Value, stored: Stored<Value>) => boolean;
  /** The SQL of its value in JSON; absent when that is the column itself. */
  readonly inJson?: (dialect: Dialect, column: string) => string;
}

/** Text that is kept as it is. */
export const TEXT: FieldKind<string | null> = {
  areEqual: Object.is,
  fromCell: (text) => text,
  toCell: (value) => guardFormula(String(value)),
};

/** Text without white space around it. */
export const LINE: FieldKind<string | null> = {
  ...TEXT,
  fromCell: (text) => text.trim() || undefined,
};

export const ENUM: FieldKind<string | null> = {
  areEqual: Object.is,
  fromCell: (text) => text.trim().toLowerCase() || undefined,
  toCell: String,
};

/** Programs that keep a column with gaps as decimals, as pandas does, write 1 as `1.0`. */
const WHOLE_NUMBER = /^\d{1,15}(?:\.0+)?$/;

export const ID: FieldKind<number | null> = {
  areEqual: Object.is,
  fromCell: (text) => {
    const trimmed = text.trim();
    return WHOLE_NUMBER.test(trimmed) ? Number(trimmed) : trimmed || undefined;
  },
  toCell: String,
};

/** RFC 3339 allows it where a person reads: Python, pandas and databases write a space for the `T`. */
const SPACE_BEFORE_TIME = /(?<=^\d{4}-\d{2}-\d{2}) (?=\d{2}:)/;

export const TIMESTAMP: FieldKind<Date | null> = {
  // Dates are equal when their time is, not when they are one object.
  areEqual: (requested, stored) => timeOf(requested) === timeOf(stored),
  inJson: (dialect, column) => dialect.isoTimestamp(column),
  fromCell: (text) => text.trim().replace(SPACE_BEFORE_TIME, 'T') || undefined,
  toCell: (value) => (value instanceof Date ? value.toISOString() : String(value)),
};

const timeOf = (value: Date | string | null): number | null =>
  value === null ? null : new Date(value).getTime();
