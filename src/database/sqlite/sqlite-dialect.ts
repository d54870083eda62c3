import { columnsOf, type Dialect } from '../dialect.js';

export const SQLITE: Dialect = {
  name: 'sqlite',

  // Small, since the synchronous driver blocks the event loop.
  batchRows: 150,
  bulkRows: 250,

  // There is one writer: nobody else can change a row during its transaction.
  lockClauses: { change: '', share: '', delete: '' },
  skipLocked: '',
  lockRows: (query) => query,
  lockTables: () => [],

  deferForeignKeys: 'PRAGMA defer_foreign_keys = ON',

  isReadOnly: '1 = 0',

  placeholder: () => '?',

  isOneOf: (column, parameter) => `${column} IN (SELECT value FROM json_each(${parameter}))`,
  list: (values) => JSON.stringify(values),

  jsonElements: (parameter) => `json_each(${parameter})`,

  jsonList: (expression) => `json_group_array(${expression})`,

  jsonObject,
  jsonArray: ({ fields, from, orderBy, limit }) =>
    limit === undefined
      ? `(SELECT json_group_array(${jsonObject(fields)} ORDER BY ${orderBy}) ${from})`
      : `(SELECT json_group_array(json(row)) FROM
          (SELECT ${jsonObject(fields)} AS row ${from} ORDER BY ${orderBy} LIMIT ${String(limit)}))`,
  storedJson: (expression) => `json(${expression})`,
  jsonText: (expression) => expression,
  // Writers take their timestamps one after the other, within their transactions; two may have the same.
  settledUntil: `SELECT strftime('%Y-%m-%dT%H:%M:%fZ', min(
      coalesce((SELECT max(updated_at) FROM issues WHERE deleted_at IS NULL), '1970-01-02'),
      strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), '-0.001 seconds') AS settled`,
  isoTimestamp: (expression) => expression,
  jsonBoolean: (expression) => `json(iif(${expression}, 'true', 'false'))`,
  inByteOrder: (expression) => expression,

  insertRows(dataSource, table, properties) {
    const columns = columnsOf(dataSource, table, properties);
    const values = columns.map((_column, index) => `value ->> ${String(index)}`);
    return `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
      SELECT ${values.join(', ')} FROM json_each(?) ORDER BY key`;
  },

  rowsOf(dataSource, table, properties) {
    const columns = columnsOf(dataSource, table, properties).map(
      ({ name }, index) => `value ->> ${String(index)} AS ${name}`,
    );
    return `(SELECT ${columns.join(', ')} FROM json_each(?)) AS listed`;
  },

  nestsInserts: false,

  stored: (value) => (typeof value === 'boolean' ? Number(value) : value),

  nextIds: (table, count) => [
    `WITH RECURSIVE ids (id) AS (
       SELECT 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0)
       UNION ALL SELECT id + 1 FROM ids LIMIT ?)
     SELECT id FROM ids`,
    [table, count],
  ],

  lastId: (table) =>
    `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '${table}'), 0) AS last`,

  setLastId: (table, last) => [
    ['DELETE FROM sqlite_sequence WHERE name = ?', [table]],
    ['INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', [table, last]],
  ],

  userTables: `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
    AND name NOT LIKE 'sqlite_%' AND name NOT IN ('migrations', 'typeorm_metadata') ORDER BY name`,

  emptyTables: (tables) =>
    tables.flatMap((table) => [
      [`DELETE FROM ${table}`] as const,
      ['DELETE FROM sqlite_sequence WHERE name = ?', [table]] as const,
    ]),
};

function jsonObject(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(([name, expression]) => `'${name}', ${expression}`);
  return `json_object(${parts.join(', ')})`;
}
