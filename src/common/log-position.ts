import { requestContext } from './request-context.js';

/**
 * A position in PostgreSQL's write-ahead log, 16 hexadecimal digits: a later one is the greater text. A
 * server that has got there has everything that was committed before.
 */
export type LogPosition = string;

const LOG_POSITION = /^[0-9A-F]{16}$/;

export const isLogPosition = (text: string): boolean => LOG_POSITION.test(text);

const DIGITS = 8;
const PAGE_BYTES = 8_192;
const PAGE_HEADER_BYTES = 24;
const SEGMENT_BYTES = 16 * 1024 * 1024;
const SEGMENT_HEADER_BYTES = 40;

/**
 * Of a `pg_lsn`, such as `16/B374D848`. What follows the header of a page is the beginning of the next
 * record, which a replica gets to only when there is one: the end of the page before is the same.
 */
export function logPositionOf(lsn: string): LogPosition {
  const [high = '', low = ''] = lsn.toUpperCase().split('/');
  const offset = Number.parseInt(low, 16);
  const header =
    offset % PAGE_BYTES === PAGE_HEADER_BYTES
      ? PAGE_HEADER_BYTES
      : offset % SEGMENT_BYTES === SEGMENT_HEADER_BYTES
        ? SEGMENT_HEADER_BYTES
        : 0;
  const end = (offset - header).toString(16).toUpperCase();
  return high.padStart(DIGITS, '0') + end.padStart(DIGITS, '0');
}

export function laterOf(a: LogPosition | undefined, b: LogPosition | undefined) {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

/** From now on the reads of this request have to include everything up to the position. */
export function requirePosition(position: LogPosition): void {
  const context = requestContext();
  if (context) context.required = laterOf(context.required, position);
}

/** The position that all pages of a list have to include, when it was first read. */
export function listBegins(position: LogPosition): void {
  const context = requestContext();
  if (context) context.listBegan ??= position;
}
