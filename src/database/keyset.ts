import type { Position } from '../common/cursor.js';
import { listBegins, logPositionOf } from '../common/log-position.js';
import { isStorableText } from '../common/text.js';
import type { Values } from './named-statement.js';

/** One key of a sort. Nulls come last, whatever the direction. */
export interface SortKey {
  /** SQL of the key, with named parameters. */
  readonly expression: string;
  readonly kind: 'timestamp' | 'integer' | 'long' | 'text';
  readonly descending: boolean;
  readonly nullable?: boolean;
}

/** The documents of a page, and the position of the last one when there are more. */
export interface FoundDocuments {
  readonly documents: readonly string[];
  readonly end: Position | undefined;
}

export interface Seek {
  /** The last row of the page before, or undefined for the beginning. */
  readonly after: Position | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** A part of a list: FROM and WHERE, and the keys as its columns have them. */
export interface KeysetPart {
  readonly from: string;
  readonly keys: readonly SortKey[];
}

type Row = Readonly<Record<string, unknown>>;

export type DocumentRow = Row & { readonly document: string };

/** The column of a page with `TransactionRunner.logPosition`. */
export const LOG_POSITION = 'log_position';

/** The column of a key; the last key is the id. */
export const keyColumn = (index: number) => `sort_key_${String(index)}`;

const ROWS = ':limit';
/** One row more than the page, to know whether there are more. */
const ROWS_OF_UNION = ':rows';

/**
 * SELECTs one page of the keys of a union of disjoint parts. The database merges them: if each is an
 * index range in the order of the keys, it reads only one page of each. It reads nothing when `within`
 * is false, a condition that depends on no row.
 */
export function keysetPage(
  parts: readonly KeysetPart[],
  after: Position | undefined,
  within?: string,
): string {
  const [first] = parts;
  if (!first) throw new RangeError('A page needs at least one part.');
  const order = orderBy(first.keys);
  const selects = parts.map(({ from, keys }) => {
    const behind = after ? ` AND ${afterPosition(keys, after)}` : '';
    const condition = within === undefined ? '' : ` AND ${within}`;
    return `SELECT ${selectKeys(keys)} ${from}${condition}${behind} ${order}`;
  });
  if (selects.length === 1) return `${selects.join('')} LIMIT ${ROWS} OFFSET :offset`;
  // Each part has its own ORDER BY and LIMIT; otherwise PostgreSQL would read and sort all rows.
  const union = selects
    .map((select) => `SELECT * FROM (${select} LIMIT ${ROWS_OF_UNION}) part`)
    .join(' UNION ALL ');
  return `SELECT * FROM (${union}) merged ${order} LIMIT ${ROWS} OFFSET :offset`;
}

interface DocumentRows {
  readonly table: string;
  readonly alias: string;
  readonly document: string;
  /** That of the `TransactionRunner`. */
  readonly logPosition: string;
  /** Undefined for the whole table. */
  readonly where?: string | undefined;
}

/** SELECTs one page of a table, with the document of each row; all parts use the alias of the table. */
export const documentPage = (
  { table, alias, document, logPosition, where = '1 = 1' }: DocumentRows,
  keys: readonly SortKey[],
  after: Position | undefined,
): string => {
  const part = { from: `FROM ${table} ${alias} WHERE ${where}`, keys };
  return `SELECT page.*, ${logPosition} AS ${LOG_POSITION}, ${document} AS document
    FROM (${keysetPage([part], after)}) page
    JOIN ${table} ${alias} ON ${alias}.id = page.${keyColumn(keys.length - 1)}
    ${orderBy(keys, 'page.')}`;
};

/** So many rows are passed over at once; more of them take noticeable time. */
const SMALL_OFFSET = 1_000;

export const isSmallOffset = ({ offset }: Pick<Seek, 'offset'>): boolean => offset <= SMALL_OFFSET;

/** The condition that a page far behind begins within a total; undefined for others. */
export const beginsWithin = (total: string, seek: Pick<Seek, 'offset'>) =>
  isSmallOffset(seek) ? undefined : `${total} > :offset`;

/** The values of the parameters of `keysetPage`. */
export const keysetValues = ({ after = [], offset, limit }: Seek): Values => ({
  ...Object.fromEntries(after.map((value, index) => [`after${String(index)}`, value])),
  offset,
  limit: limit + 1,
  rows: offset + limit + 1,
});

/** What the SQL depends on besides the list itself. */
export const shapeOfSeek = ({
  after,
  offset = 0,
}: Pick<Seek, 'after'> & Partial<Pick<Seek, 'offset'>>): string =>
  after?.map((value) => (value === null ? 'null' : 'value')).join(',') ??
  (isSmallOffset({ offset }) ? '' : 'far');

/** The rows of the page, without the additional one, and the position of the last when there are more. */
export function toPage<R extends Row>(
  rows: readonly R[],
  keys: readonly SortKey[],
  limit: number,
): { readonly rows: readonly R[]; readonly end: Position | undefined } {
  const shown = rows.slice(0, limit);
  const logPosition = rows[0]?.[LOG_POSITION];
  if (typeof logPosition === 'string') listBegins(logPositionOf(logPosition));
  return {
    rows: shown,
    end: rows.length > limit ? positionOf(keys, shown.at(-1) ?? {}) : undefined,
  };
}

/** The same of rows with documents. */
export function toDocuments(
  found: readonly DocumentRow[],
  keys: readonly SortKey[],
  limit: number,
): FoundDocuments {
  const { rows, end } = toPage(found, keys, limit);
  return { documents: rows.map(({ document }) => document), end };
}

export const selectKeys = (keys: readonly SortKey[]): string =>
  keys.map(({ expression }, index) => `${expression} AS ${keyColumn(index)}`).join(', ');

export const orderBy = (keys: readonly SortKey[], table = ''): string =>
  `ORDER BY ${keys
    .map(({ descending, nullable }, index) => {
      const nulls = nullable === true ? ' NULLS LAST' : '';
      return `${table}${keyColumn(index)} ${descending ? 'DESC' : 'ASC'}${nulls}`;
    })
    .join(', ')}`;

function positionOf(keys: readonly SortKey[], row: Row): Position {
  return keys.map(({ kind }, index) => {
    const value = row[keyColumn(index)] ?? null;
    if (value === null) return null;
    if (kind === 'integer' || kind === 'long') return Number(value);
    return value instanceof Date ? value.toISOString() : (value as string);
  });
}

/** Whether the values have the types of the keys. */
export const isPositionOf =
  (keys: readonly SortKey[]) =>
  (position: Position): position is Position =>
    position.length === keys.length &&
    keys.every(({ kind, nullable }, index) => {
      const value = position[index];
      if (value === null) return nullable === true;
      return IS_VALUE[kind](value);
    });

/** What a database can compare with a key: it would refuse anything else, with an error of its own. */
const IS_VALUE: Readonly<Record<SortKey['kind'], (value: unknown) => boolean>> = {
  timestamp: isTimestamp,
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= MAX_INTEGER,
  long: (value) => Number.isSafeInteger(value),
  text: (value) => typeof value === 'string' && isStorableText(value),
};

const MAX_INTEGER = 2 ** 31 - 1;

/** The form of RFC 3339 in which timestamps are written: of an existing day, in UTC, with milliseconds. */
function isTimestamp(value: unknown): boolean {
  // PostgreSQL has no year 0.
  if (typeof value !== 'string' || !/^(?!0000)\d{4}-/.test(value)) return false;
  const timestamp = new Date(value);
  return !Number.isNaN(timestamp.getTime()) && timestamp.toISOString() === value;
}

/** The condition for rows after a position: an index range on the first key, then all keys. */
function afterPosition(keys: readonly SortKey[], position: Position): string {
  const [first] = keys;
  const uniform = keys.every((key) => key.descending === first?.descending && !key.nullable);
  if (uniform) {
    const expressions = keys.map(({ expression }) => expression).join(', ');
    const values = keys.map((_, index) => `:after${String(index)}`).join(', ');
    return `(${expressions}) ${first?.descending ? '<' : '>'} (${values})`;
  }
  const cases = keys.flatMap((key, index) => {
    const behind = isBehind(key, index, position);
    if (behind === undefined) return [];
    const equal = keys.slice(0, index).map((before, at) => isEqual(before, at, position));
    return [`(${[...equal, behind].join(' AND ')})`];
  });
  // Redundant, but lets the planner use an index range.
  const range =
    first === undefined || first.nullable === true
      ? []
      : [`${first.expression} ${first.descending ? '<=' : '>='} :after0`];
  return [...range, `(${cases.join(' OR ')})`].join(' AND ');
}

function isBehind(
  { expression, descending, nullable }: SortKey,
  index: number,
  position: Position,
): string | undefined {
  // Nulls come last: no value comes after them.
  if (position[index] === null) return undefined;
  const compared = `${expression} ${descending ? '<' : '>'} :after${String(index)}`;
  return nullable === true ? `(${compared} OR ${expression} IS NULL)` : compared;
}

const isEqual = ({ expression }: SortKey, index: number, position: Position): string =>
  position[index] === null ? `${expression} IS NULL` : `${expression} = :after${String(index)}`;
