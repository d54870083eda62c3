import { createHash } from 'node:crypto';
import { ValidationError } from './errors/coded-error.js';

/** Where a page ended: the values of its last row in the keys of the sort. */
export type Position = readonly (string | number | null)[];

/** A place in one list: its sort, what it is filtered by, and the last row that was seen. */
export interface Cursor {
  readonly sort: string;
  /** Anything that is the same for the same filters, and short. */
  readonly filter: string;
  readonly position: Position;
}

const CHECKSUM = 12;

/** Opaque text of the URL-safe alphabet. Its checksum finds tampering; there is nothing secret in it. */
export function writeCursor({ sort, filter, position }: Cursor): string {
  const payload = Buffer.from(JSON.stringify([sort, filter, position]));
  return Buffer.concat([checksum(payload), payload]).toString('base64url');
}

/** @throws ValidationError for anything that `writeCursor` did not write */
export function readCursor(text: string): Cursor {
  const bytes = Buffer.from(text, 'base64url');
  const payload = bytes.subarray(CHECKSUM);
  const intact =
    bytes.length > CHECKSUM &&
    bytes.subarray(0, CHECKSUM).equals(checksum(payload)) &&
    bytes.toString('base64url') === text;
  if (!intact) throw cursorError('is none of ours; begin with the first page');
  const [sort, filter, position] = JSON.parse(payload.toString()) as [string, string, Position];
  return { sort, filter, position };
}

export const cursorError = (detail: string): ValidationError =>
  new ValidationError([{ parameter: 'cursor', code: 'cursor', detail }]);

function checksum(payload: Buffer): Buffer {
  const hash = createHash('sha256').update('issue-tracker cursor').update(payload);
  return hash.digest().subarray(0, CHECKSUM);
}
