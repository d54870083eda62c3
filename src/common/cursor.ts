import { hash } from 'node:crypto';
import { ValidationError } from './errors/coded-error.js';
import { isLogPosition, listBegins, type LogPosition, requirePosition } from './log-position.js';
import { requestContext } from './request-context.js';

/** Where a page ended: the values of its last row in the keys of the sort. */
export type Position = readonly (string | number | null)[];

/** A position in one list: its sort, its filters, and the last row of the page before. */
export interface Cursor {
  readonly sort: string;
  /** A short text that is equal for equal filters. */
  readonly filter: string;
  readonly position: Position;
  /** Where the log of the database was when the first page was read; absent without replicas. */
  readonly began?: LogPosition | undefined;
}

/** A list as its cursors name it. */
export type CursorList = Pick<Cursor, 'sort' | 'filter'>;

const CHECKSUM_BYTES = 12;

const invalid = () => cursorError('is no valid cursor; begin with the first page');

/** Opaque URL-safe text. The checksum detects corruption; nothing in it is secret. */
export function writeCursor({ sort, filter, position }: Cursor): string {
  const began = requestContext()?.listBegan;
  const payload = Buffer.from(
    JSON.stringify([sort, filter, position, ...(began === undefined ? [] : [began])]),
  );
  return Buffer.concat([checksum(payload), payload]).toString('base64url');
}

/**
 * The next reads include what the first page of the list included.
 *
 * @throws ValidationError for anything that `writeCursor` did not write
 */
export function readCursor(text: string): Cursor {
  const bytes = Buffer.from(text, 'base64url');
  const payload = bytes.subarray(CHECKSUM_BYTES);
  const intact =
    bytes.length > CHECKSUM_BYTES &&
    bytes.subarray(0, CHECKSUM_BYTES).equals(checksum(payload)) &&
    bytes.toString('base64url') === text;
  if (!intact) throw invalid();
  const cursor = parsed(payload.toString());
  if (!cursor) throw invalid();
  if (cursor.began !== undefined) {
    listBegins(cursor.began);
    requirePosition(cursor.began);
  }
  return cursor;
}

/**
 * The position in a cursor of this list; undefined without a cursor, for the beginning.
 *
 * @throws ValidationError for a cursor of another list
 */
export function positionIn<P extends Position>(
  list: CursorList,
  cursor: string | undefined,
  isPosition: (position: Position) => position is P,
): P | undefined {
  if (cursor === undefined) return undefined;
  const { sort, filter, position } = readCursor(cursor);
  if (sort !== list.sort || filter !== list.filter || !isPosition(position)) {
    throw cursorError('belongs to another list');
  }
  return position;
}

/** The cursor of the page after this position, or null after the last page. */
export const nextCursorOf = (list: CursorList, end: Position | undefined): string | null =>
  end ? writeCursor({ ...list, position: end }) : null;

/** Undefined for what is no cursor: who knows the program can compute a checksum. */
function parsed(payload: string): Cursor | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value) || value.length < 3 || value.length > 4) return undefined;
  const [sort, filter, position, began] = value as unknown[];
  return typeof sort === 'string' &&
    typeof filter === 'string' &&
    isPosition(position) &&
    isBeginning(began)
    ? { sort, filter, position, began }
    : undefined;
}

const isBeginning = (value: unknown): value is LogPosition | undefined =>
  value === undefined || (typeof value === 'string' && isLogPosition(value));

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) &&
  value.every((key) => key === null || typeof key === 'string' || typeof key === 'number');

export const cursorError = (detail: string): ValidationError =>
  new ValidationError([{ parameter: 'cursor', code: 'cursor', detail }]);

const SALT = Buffer.from('issue-tracker cursor');

function checksum(payload: Buffer): Buffer {
  return hash('sha256', Buffer.concat([SALT, payload]), 'buffer').subarray(0, CHECKSUM_BYTES);
}
