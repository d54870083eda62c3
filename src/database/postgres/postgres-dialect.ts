import { columnsOf, type Dialect, type RowLock } from '../dialect.js';

const LOCK_MODES = {
  change: 'pessimistic_write',
  share: 'pessimistic_read',
  delete: 'for_key_share',
} as const satisfies Record<RowLock, string>;

export const POSTGRES: Dialect = {
  name: 'postgres',

  batchRows: 500,

  forUpdate: 'FOR UPDATE',
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  lockRows: (query, lock) => query.setLock(LOCK_MODES[lock]),
  lockTables: (tables) => [[`LOCK TABLE ${tables.join(', ')} IN SHARE ROW EXCLUSIVE MODE`]],

  deferForeignKeys: 'SET CONSTRAINTS ALL DEFERRED',

  placeholder: (position) => `$${String(position)}`,

  jsonList: (expression) => `coalesce(json_agg(${expression}), '[]')::text`,

  insertRows(dataSource, table, properties) {
    const columns = columnsOf(dataSource, table, properties);
    const values = columns.map(({ type }, index) => `(value ->> ${String(index)})::${type}`);
    return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
      SELECT ${values.join(', ')}
      FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY AS listed (value, position)
      ORDER BY position`;
  },

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
