import { createHash } from 'node:crypto';
import { ValidationError } from './errors/coded-error.js';

/** Where a page ended: the values of its last row in the keys of the sort. */
export type Position = readonly (string | number | null)[];

/** A position in one list: its sort, its filters, and the last row of the page before. */
export interface Cursor {
  readonly sort: string;
  /** A short text that is equal for equal filters. */
  readonly filter: string;
  readonly position: Position;
}

const CHECKSUM_BYTES = 12;

/** Opaque URL-safe text. The checksum detects corruption; nothing in it is secret. */
export function writeCursor({ sort, filter, position }: Cursor): string {
  const payload = Buffer.from(JSON.stringify([sort, filter, position]));
  return Buffer.concat([checksum(payload), payload]).toString('base64url');
}

/** @throws ValidationError for anything that `writeCursor` did not write */
export function readCursor(text: string): Cursor {
  const bytes = Buffer.from(text, 'base64url');
  const payload = bytes.subarray(CHECKSUM_BYTES);
  const intact =
    bytes.length > CHECKSUM_BYTES &&
    bytes.subarray(0, CHECKSUM_BYTES).equals(checksum(payload)) &&
    bytes.toString('base64url') === text;
  if (!intact) throw invalidCursor();
  return parsed(payload.toString());
}

/** Anyone can compute the checksum, so the content is checked too; its position, by the list itself. */
function parsed(payload: string): Cursor {
  try {
    const [sort, filter, position] = JSON.parse(payload) as unknown[];
    if (typeof sort === 'string' && typeof filter === 'string') {
      return { sort, filter, position: position as Position };
    }
  } catch {
    // Not JSON, or no array.
  }
  throw invalidCursor();
}

export const cursorError = (detail: string): ValidationError =>
  new ValidationError([{ parameter: 'cursor', code: 'cursor', detail }]);

const invalidCursor = () => cursorError('is no valid cursor; begin with the first page');

function checksum(payload: Buffer): Buffer {
  const hash = createHash('sha256').update('issue-tracker cursor').update(payload);
  return hash.digest().subarray(0, CHECKSUM_BYTES);
}
