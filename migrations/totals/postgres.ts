import { type Programs, triggerFunction } from '../baseline/postgres/functions.js';
import { ISSUE_COUNTS, LABEL_COUNTS, RESOLUTION_BLOCKS } from '../baseline/postgres/summaries.js';
import { POSTGRES as OPENINGS } from '../openings/postgres.js';
import { BLOCK_SIZE, SUMMARY_TERMS } from '../baseline/summary-terms.js';
import { type Counts, COUNTS, TOTALS } from './tables.js';

/** Never used before: nobody else can be writing a row with it. */
const NEW_SLOT = '(pg_current_xact_id()::text::bigint % 2147483647)::integer';

/**
 * Adds changes to counts without waiting for anybody. A transaction takes the rows of its keys that
 * nobody else has locked, and leaves one row with their sum, or none if that is zero; where all are
 * locked, it adds a row of its own. So a key has as many rows as transactions have changed it at the
 * same time, and the next one to come by makes them one again.
 *
 * @param changes a query of the keys and counts, each key once
 */
export function add({ table, keys, counts }: Counts, changes: string): string {
  const key = keys.join(', ');
  const count = counts.join(', ');
  const isNothing = counts.map((name) => `folded.${name} = 0`).join(' AND ');
  const sameRow = [...keys, 'slot'].map((name) => `kept.${name} = folded.${name}`).join(' AND ');
  // The LATERAL subquery makes the plan look up each key, whatever it was planned for.
  return `WITH changed AS MATERIALIZED (${changes}),
    taken AS MATERIALIZED (
      SELECT found.* FROM changed CROSS JOIN LATERAL (
        SELECT ${key}, slot, ${count} FROM ${table} AS kept
        WHERE ${keys.map((name) => `kept.${name} = changed.${name}`).join(' AND ')}
        FOR UPDATE SKIP LOCKED) AS found),
    folded AS MATERIALIZED (
      SELECT ${key}, slot, row_number() OVER (PARTITION BY ${key} ORDER BY slot) AS place,
        ${counts.map((name) => `SUM(${name}) OVER (PARTITION BY ${key}) AS ${name}`).join(', ')}
      FROM (SELECT ${key}, NULL::integer AS slot, ${count} FROM changed
            UNION ALL SELECT ${key}, slot, ${count} FROM taken) AS parts),
    removed AS (
      DELETE FROM ${table} AS kept USING folded
      WHERE ${sameRow} AND (folded.place > 1 OR ${isNothing})),
    updated AS (
      UPDATE ${table} AS kept SET ${counts.map((name) => `${name} = folded.${name}`).join(', ')}
      FROM folded WHERE ${sameRow} AND folded.place = 1 AND NOT (${isNothing}))
    INSERT INTO ${table} (${key}, slot, ${count})
    SELECT ${key}, ${NEW_SLOT}, ${count} FROM folded
    WHERE place = 1 AND slot IS NULL AND NOT (${isNothing})
    ON CONFLICT (${key}, slot) DO UPDATE
    SET ${counts.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')}`;
}

/** The changes of some rows with their `sign`, added up by key. */
const sums = (
  { keys, counts }: Counts,
  rows: string,
  values: Readonly<Record<string, string>> = {},
) => {
  const added = counts.map((name) => values[name] ?? 'sign');
  return `SELECT ${keys.map((name) => `${values[name] ?? name} AS ${name}`).join(', ')},
      ${added.map((value, index) => `SUM(${value}) AS ${counts[index] ?? ''}`).join(', ')}
    FROM (${rows}) AS rows GROUP BY ${keys.map((_name, index) => String(index + 1)).join(', ')}
    HAVING ${added.map((value) => `SUM(${value}) <> 0`).join(' OR ')}`;
};

const { createdDay, resolvedDay, milliseconds, bucket } = SUMMARY_TERMS.postgres;

const KINDS = 'status, priority, coalesce(assignee_id, 0) AS assignee_id, sign';

/** @param rows of issues, with their sign */
function countIssues(rows: string): string {
  const present = `SELECT ${KINDS} FROM (${rows}) AS counted WHERE deleted_at IS NULL`;
  const resolved = `(${rows}) AS counted WHERE deleted_at IS NULL AND resolved_at IS NOT NULL`;
  const times = `SELECT coalesce(assignee_id, 0) AS assignee_id, ${milliseconds} AS ms, sign
    FROM ${resolved}`;
  const time = { milliseconds: 'sign * ms' };
  const days = `SELECT ${createdDay} AS day, sign AS created, 0 AS resolved
      FROM (${rows}) AS counted WHERE deleted_at IS NULL AND created_at IS NOT NULL
    UNION ALL SELECT ${resolvedDay}, 0, sign FROM ${resolved}`;
  return `${add(COUNTS.issues, sums(COUNTS.issues, present))};
    ${add(TOTALS.issues, sums(TOTALS.issues, present))};
    ${add(COUNTS.days, sums(COUNTS.days, days, { created: 'created', resolved: 'resolved' }))};
    IF EXISTS (SELECT FROM ${resolved}) THEN
      ${add(COUNTS.buckets, sums(COUNTS.buckets, times, { ...time, bucket }))};
      ${add(COUNTS.blocks, sums(COUNTS.blocks, times, { ...time, block: `(${bucket}) / ${String(BLOCK_SIZE)}` }))};
      ${add(TOTALS.times, sums(TOTALS.times, times, time))};
    END IF;`;
}

/** @param rows of links, with their sign */
function countLabels(rows: string): string {
  const present = `SELECT * FROM (${rows}) AS counted WHERE status IS NOT NULL`;
  return `${add(COUNTS.labels, sums(COUNTS.labels, present))};
    ${add(TOTALS.labels, sums(TOTALS.labels, present))};`;
}

const countOpenings = (rows: string): string =>
  `${add(COUNTS.openings, sums(COUNTS.openings, rows, { change: 'sign * change' }))};`;

/** The rows that a statement changed, as its trigger sees them, each with its sign. */
const CHANGES: Readonly<Record<string, string>> = {
  insert: 'SELECT *, 1 AS sign FROM added',
  update: 'SELECT *, -1 AS sign FROM removed UNION ALL SELECT *, 1 FROM added',
  delete: 'SELECT *, -1 AS sign FROM removed',
};

const COUNTED = 'status, priority, assignee_id, created_at, resolved_at, deleted_at';

/** Most updates of issues change nothing that is counted. */
const RETURN_UNLESS_COUNTED = `IF NOT EXISTS
    (SELECT ${COUNTED} FROM removed EXCEPT ALL SELECT ${COUNTED} FROM added) THEN RETURN NULL;
  END IF;`;

// Without reading whole tables: they may have been small when a session made its plan.
const SETTINGS = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']
  .map((name) => `SET ${name} = off`)
  .join(' ');

const replace = (name: string, count: (rows: string) => string) =>
  Object.entries(CHANGES).map(([event, rows]) => {
    const guard = name === 'summarize' && event === 'update' ? RETURN_UNLESS_COUNTED : '';
    const body = triggerFunction(`${guard} ${count(rows)} RETURN NULL;`);
    return `CREATE OR REPLACE FUNCTION ${name}_${event}() ${body} ${SETTINGS}`;
  });

/** The functions of the triggers that there are. */
export const COUNTING: readonly string[] = [
  ...replace('summarize', countIssues),
  ...replace('count_labels', countLabels),
  ...replace('open_counts', countOpenings),
];

const PARTS = 16;

/**
 * Makes one row of the rows of each key: a transaction for each of these lists. Of use for keys that
 * many have changed at the same time, and nobody since.
 */
export const FOLDS: readonly (readonly string[])[] = Array.from({ length: PARTS }, (_none, part) =>
  [...Object.values(COUNTS), ...Object.values(TOTALS)].map((counts) => {
    const keys = counts.keys.join(', ');
    return add(
      counts,
      `SELECT ${keys}, ${counts.counts.map((count) => `0 AS ${count}`).join(', ')}
       FROM ${counts.table}
       WHERE mod(hashtext(concat_ws(' ', ${keys}))::bigint + 2147483648, ${String(PARTS)}) = ${String(part)}
       GROUP BY ${keys} HAVING COUNT(*) > 1`,
    );
  }),
);

/** The blocks are counted with their buckets. */
export const UNCOUNTED = Object.keys(RESOLUTION_BLOCKS.functions).map(
  (name) => `DROP FUNCTION IF EXISTS ${name} CASCADE`,
);

const orReplace = (statement: string) =>
  statement.replace(/^CREATE FUNCTION/, 'CREATE OR REPLACE FUNCTION');

const create = (kind: 'FUNCTION' | 'TRIGGER', programs: Programs['functions']) =>
  Object.entries(programs).map(([name, body]) => orReplace(`CREATE ${kind} ${name} ${body}`));

/** The functions of before; they add to whatever rows there are. */
export const UNDO_COUNTING: readonly string[] = [
  ...[ISSUE_COUNTS, LABEL_COUNTS, RESOLUTION_BLOCKS].flatMap(({ functions }) =>
    create('FUNCTION', functions),
  ),
  ...create('TRIGGER', RESOLUTION_BLOCKS.triggers),
  ...OPENINGS.COUNTING.filter((statement) => statement.startsWith('CREATE FUNCTION')).map(
    orReplace,
  ),
];
