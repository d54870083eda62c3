import { guardFormula } from '../common/formula-guard.js';

/** What there is to know of a value without knowing its field. */
export interface FieldKind {
  readonly areEqual: (one: unknown, other: unknown) => boolean;
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
  // Dates are equal when their time is, not when they are one object.
  areEqual: (one, other) =>
    one instanceof Date && other instanceof Date
      ? one.getTime() === other.getTime()
      : one === other,
  fromCell: LINE.fromCell,
  toCell: (value) => (value instanceof Date ? value.toISOString() : String(value)),
};
