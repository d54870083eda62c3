import { columnsOf, type Dialect, type LockedOut, type RowLock } from '../dialect.js';

const LOCK_MODES = {
  change: 'pessimistic_write',
  share: 'pessimistic_read',
  delete: 'for_key_share',
} as const satisfies Record<RowLock, string>;

const TABLE_LOCKS: Readonly<Record<LockedOut, string>> = {
  writers: 'SHARE ROW EXCLUSIVE',
  everybody: 'ACCESS EXCLUSIVE',
};

/** How far the clocks of the servers may differ from that of the database. */
const CLOCK_TOLERANCE = '2 seconds';

/** A transaction without a lock for longer is one that reads. */
const LONGEST_WITHOUT_LOCKS = '30 seconds';

/**
 * The start of the oldest transaction that may have taken its timestamp and is not committed, or now.
 * Locking a row is enough for a `backend_xid`.
 */
const SETTLED_UNTIL = `SELECT to_char(
    (least(now(), min(xact_start)) - interval '${CLOCK_TOLERANCE}') AT TIME ZONE 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS settled
  FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND (backend_xid IS NOT NULL OR xact_start > now() - interval '${LONGEST_WITHOUT_LOCKS}')`;

export const POSTGRES: Dialect = {
  name: 'postgres',

  batchRows: 500,
  bulkRows: 10_000,

  lockClauses: { change: 'FOR UPDATE', share: 'FOR SHARE', delete: 'FOR KEY SHARE' },
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  lockRows: (query, lock) => query.setLock(LOCK_MODES[lock]),
  lockTables: (tables, against = 'writers') => [
    [`LOCK TABLE ${tables.join(', ')} IN ${TABLE_LOCKS[against]} MODE`],
  ],

  deferForeignKeys: 'SET CONSTRAINTS ALL DEFERRED',

  // Not transaction_read_only, which this program sets for its own snapshots.
  isReadOnly: `pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean`,

  placeholder: (position) => `$${String(position)}`,

  isOneOf: (column, parameter, type) => `${column} = ANY (${parameter}::${type}[])`,
  list: (values) => values,

  jsonElements: (parameter) => `jsonb_array_elements(${parameter}::jsonb) AS elements (value)`,

  jsonList: (expression) => `coalesce(json_agg(${expression}), '[]')::text`,

  jsonObject,
  // An array of the rows instead of json_agg, which puts line breaks between them.
  jsonArray: ({ fields, from, orderBy, limit }) =>
    `coalesce((SELECT array_to_json(array_agg(row_to_json(listed))) FROM
       (SELECT ${columns(fields)} ${from} ORDER BY ${orderBy}
        ${limit === undefined ? '' : `LIMIT ${String(limit)}`}) listed), '[]')`,
  storedJson: (expression) => `(${expression})::json`,
  // The driver would parse a value of the type json.
  jsonText: (expression) => `${expression}::text`,
  settledUntil: SETTLED_UNTIL,
  isoTimestamp: (expression) =>
    `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  jsonBoolean: (expression) => expression,
  inByteOrder: (expression) => `${expression} COLLATE "C"`,

  insertRows(dataSource, table, properties) {
    const columns = columnsOf(dataSource, table, properties);
    const values = columns.map(({ type }, index) => `(value ->> ${String(index)})::${type}`);
    return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
      SELECT ${values.join(', ')}
      FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY AS listed (value, position)
      ORDER BY position`;
  },

  rowsOf(dataSource, table, properties) {
    const columns = columnsOf(dataSource, table, properties).map(
      ({ name, type }, index) => `(value ->> ${String(index)})::${type} AS ${name}`,
    );
    return `(SELECT ${columns.join(', ')} FROM jsonb_array_elements(?::jsonb) AS rows (value)) AS listed`;
  },

  nestsInserts: true,

  stored: (value) => value,

  nextIds: (table, count) => [
    `SELECT nextval(pg_get_serial_sequence(?, 'id')) AS id FROM generate_series(1, ?::integer)`,
    [table, count],
  ],

  lastId: (table) =>
    `SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('${table}', 'id')), 0) AS last`,

  setLastId: (table, last) => [
    [`SELECT setval(pg_get_serial_sequence('${table}', 'id'), ?)`, [last]],
  ],

  userTables: `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT IN ('migrations', 'typeorm_metadata') ORDER BY tablename`,

  emptyTables: (tables) => [[`TRUNCATE ${tables.join(', ')} RESTART IDENTITY CASCADE`]],
};

const columns = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, expression]) => `${expression} AS "${name}"`)
    .join(', ');

/** Of a row, since json_build_object puts spaces between its parts. */
function jsonObject(fields: Readonly<Record<string, string>>): string {
  return `(SELECT row_to_json(object) FROM (SELECT ${columns(fields)}) object)`;
}
