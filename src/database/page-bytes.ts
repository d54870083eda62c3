import { largeWork } from '../common/turns.js';
import { keyColumn, orderBy, type SortKey } from './keyset.js';

/** About how much a page may have: one of more has fewer items, and a cursor that leads to the rest. */
export const MAX_PAGE_BYTES = 1024 * 1024;

/** The table whose rows a page shows, under its alias, and the text in them that may be long. */
export interface PageRows {
  readonly table: string;
  readonly alias: string;
  readonly text: string;
}

/**
 * SELECTs a page of keys with `bytes_before`, the bytes in the long texts of the rows before. The
 * lengths are read without the texts, which neither database keeps in the row itself.
 */
export function pageWithBytes(page: string, keys: readonly SortKey[], rows: PageRows): string {
  const id = keyColumn(keys.length - 1);
  const before = 'ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING';
  const bytes = `SUM(octet_length(${rows.alias}.${rows.text}))`;
  return `SELECT found.*, ${bytes} OVER (${orderBy(keys, 'found.')} ${before}) AS bytes_before
    FROM (${page}) found JOIN ${rows.table} ${rows.alias} ON ${rows.alias}.id = found.${id}`;
}

/** The document of a row of such a page, or NULL when those before fill the page. */
export const documentWithin = (document: string): string =>
  `CASE WHEN coalesce(page.bytes_before, 0) < ${String(MAX_PAGE_BYTES)} THEN ${document} END`;

/**
 * The document of a row of an ordinary page, or NULL when its text has more than its share of the page,
 * `:share`. Without such a row no page is too large; adding up the lengths of all rows costs as much as
 * a third of a page.
 */
export const documentOfShare = (document: string, { text }: PageRows, row: string): string =>
  `CASE WHEN octet_length(${row}.${text}) > :share THEN NULL ELSE ${document} END`;

export const shareOf = (limit: number): number => Math.floor(MAX_PAGE_BYTES / limit);

type DocumentRow = { readonly document: string | null };

/**
 * Reads an ordinary page, and again as one with `bytes_before` in the rare case that it may be too large,
 * in a turn of the event loop of its own.
 */
export async function readPage<Row extends DocumentRow>(
  read: (isLarge: boolean) => Promise<readonly Row[]>,
  isPresent: (row: Row) => boolean,
): Promise<readonly Row[]> {
  const rows = await read(false);
  if (!rows.some((row) => row.document === null && isPresent(row))) return rows;
  await largeWork.next();
  return read(true);
}

/** How many rows from the first on fit in a page; at least one. */
export function fitting(rows: readonly DocumentRow[]): number {
  let bytes = 0;
  const end = rows.findIndex(({ document }) => {
    if (document === null || bytes >= MAX_PAGE_BYTES) return true;
    bytes += document.length;
    return false;
  });
  return end < 0 ? rows.length : end;
}
