import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Position } from '../common/cursor.js';

/** One key of a sort. Nulls come last, whatever the direction. */
export interface SortKey {
  /** SQL of the key, with named parameters. */
  readonly expression: string;
  readonly parameters?: ObjectLiteral;
  readonly kind: 'timestamp' | 'integer';
  readonly descending: boolean;
  readonly nullable?: boolean;
}

export interface Seek {
  /** The last row of the page before, or undefined for the beginning. */
  readonly after: Position | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** The ids of one page, and the position of its last row when there are more. */
export interface KeyPage {
  readonly ids: readonly number[];
  readonly end: Position | undefined;
}

const alias = (index: number) => `sort_key_${String(index)}`;

/** A query for one page of ids, and how to read its rows. */
export interface KeysetQuery {
  readonly query: Query;
  readonly toPage: (rows: readonly Record<string, unknown>[]) => KeyPage;
}

type Query = SelectQueryBuilder<ObjectLiteral>;

/** Reads one page of ids in the order of the keys, of which the last is the id. */
export async function seekPage(
  query: Query,
  keys: readonly SortKey[],
  seek: Seek,
): Promise<KeyPage> {
  const page = keysetQuery([query], keys, seek);
  return page.toPage(await page.query.getRawMany());
}

/**
 * The query for one page of the union of disjoint queries. The database merges them: if each is an
 * index range in the order of the keys, it reads only one page of each.
 */
export function keysetQuery(
  queries: readonly Query[],
  keys: readonly SortKey[],
  { after, offset, limit }: Seek,
): KeysetQuery {
  const parts = queries.map((query) => {
    const part = selectKeys(query, keys);
    return after ? part.andWhere(...afterPosition(keys, after)) : part;
  });
  const [only, ...others] = parts;
  const query = only && others.length === 0 ? only : union(parts, keys, offset + limit + 1);
  return {
    query: inOrder(query, keys)
      .offset(offset)
      .limit(limit + 1),
    toPage: (rows) => {
      const shown = rows.slice(0, limit);
      return {
        ids: shown.map((row) => Number(row[alias(keys.length - 1)])),
        end: rows.length > limit ? positionOf(keys, shown.at(-1) ?? {}) : undefined,
      };
    },
  };
}

/** The query for the keys alone, in their order. */
export const orderBy = (query: Query, keys: readonly SortKey[]): Query =>
  inOrder(selectKeys(query, keys), keys);

function selectKeys(query: Query, keys: readonly SortKey[]): Query {
  const selected = query.clone().select([]);
  for (const [index, { expression, parameters = {} }] of keys.entries()) {
    selected.addSelect(expression, alias(index)).setParameters(parameters);
  }
  return selected;
}

/** Each part has its own ORDER BY and LIMIT; otherwise PostgreSQL would read and sort all rows. */
function union(parts: readonly Query[], keys: readonly SortKey[], rows: number): Query {
  const statement = parts
    .map((part) => `SELECT * FROM (${inOrder(part, keys).limit(rows).getQuery()}) part`)
    .join(' UNION ALL ');
  const merged = parts[0]?.createQueryBuilder().select([]).from(`(${statement})`, 'page');
  if (!merged) throw new RangeError('A page needs at least one query.');
  for (const index of keys.keys()) merged.addSelect(`page.${alias(index)}`, alias(index));
  for (const part of parts) merged.setParameters(part.getParameters());
  return merged;
}

function inOrder(query: Query, keys: readonly SortKey[]): Query {
  for (const [index, { descending, nullable }] of keys.entries()) {
    const nulls = nullable === true ? 'NULLS LAST' : undefined;
    query.addOrderBy(alias(index), descending ? 'DESC' : 'ASC', nulls);
  }
  return query;
}

function positionOf(keys: readonly SortKey[], row: Readonly<Record<string, unknown>>): Position {
  return keys.map(({ kind }, index) => {
    const value = row[alias(index)] ?? null;
    if (value === null) return null;
    if (kind === 'integer') return Number(value);
    return value instanceof Date ? value.toISOString() : (value as string);
  });
}

/** Whether the values have the types of the keys. */
export function isPositionOf(keys: readonly SortKey[], position: unknown): position is Position {
  return (
    Array.isArray(position) &&
    position.length === keys.length &&
    keys.every(({ kind, nullable }, index) => {
      const value: unknown = position[index];
      if (value === null) return nullable === true;
      if (kind === 'integer') return Number.isSafeInteger(value);
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    })
  );
}

/** The condition for rows after a position: an index range on the first key, then all keys. */
function afterPosition(
  keys: readonly SortKey[],
  position: Position,
): [string, Record<string, unknown>] {
  const parameters = Object.fromEntries(
    position.map((value, index) => [`after${String(index)}`, value]),
  );
  const [first] = keys;
  const uniform = keys.every((key) => key.descending === first?.descending && !key.nullable);
  if (uniform) {
    const expressions = keys.map(({ expression }) => expression).join(', ');
    const values = keys.map((_, index) => `:after${String(index)}`).join(', ');
    return [`(${expressions}) ${first?.descending ? '<' : '>'} (${values})`, parameters];
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
  return [[...range, `(${cases.join(' OR ')})`].join(' AND '), parameters];
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
