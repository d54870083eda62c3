import { type Counts, SUMS } from './tables.js';

/** What each kind of change of a count adds to its total. */
const EVENTS: Readonly<Record<string, readonly (readonly [row: 'old' | 'new', sign: string])[]>> = {
  insert: [['new', '']],
  update: [
    ['old', '-'],
    ['new', ''],
  ],
  delete: [['old', '-']],
};

const add = ({ table, keys, counts }: Counts, row: string, sign: string) =>
  `INSERT INTO ${table} (${[...keys, 'slot', ...counts].join(', ')})
   VALUES (${[...keys.map((key) => `${row}.${key}`), '0', ...counts.map((count) => `${sign}${row}.${count}`)].join(', ')})
   ON CONFLICT (${[...keys, 'slot'].join(', ')})
   DO UPDATE SET ${counts.map((count) => `${count} = ${table}.${count} + excluded.${count}`).join(', ')};`;

const triggers = SUMS.flatMap(([total, of]) =>
  Object.entries(EVENTS).map(([event, changes]) => ({
    name: `${total.table}_${event}`,
    body: `AFTER ${event.toUpperCase()} ON ${of.table} BEGIN
      ${changes.map(([row, sign]) => add(total, row, sign)).join('\n')}
    END`,
  })),
);

export const SQLITE = {
  up: triggers.map(({ name, body }) => `CREATE TRIGGER ${name} ${body}`),
  down: triggers.map(({ name }) => `DROP TRIGGER IF EXISTS ${name}`),
};
