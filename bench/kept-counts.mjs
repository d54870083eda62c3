import { createDataSource, writerOptions } from '../dist/src/database/data-source-options.js';
import { loadConfiguration } from '../dist/src/config/configuration.js';
import { migrations } from '../dist/migrations/index.js';
import { COUNTING } from '../dist/migrations/totals/postgres.js';
import { COUNTS, TOTALS } from '../dist/migrations/totals/tables.js';
import pg from 'pg';
import { startServer } from '../scripts/server.mjs';
import { runOn, startPostgres } from './postgres.mjs';
import { median } from './statistics.mjs';

/**
 * The kept counts of PostgreSQL in three designs: their rows, what a read costs, and how many writers
 * commit when each commit takes 200 ms (a sleep at the end of the transaction, with all locks held).
 *
 *   slots   counts spread over 16 rows by the connection (until migration `Totals`)
 *   deltas  each transaction appends rows of its own, and a job adds them up every half second
 *   taken   each transaction adds up what nobody else has locked (`docs/decisions/0070`)
 *
 * KEPT_SIZES, KEPT_ASSIGNEES and KEPT_DESIGNS set the constants below.
 */
const listOf = (name, fallback) => (process.env[name] ?? fallback).split(',');
const sizes = listOf('KEPT_SIZES', '10000,200000').map(Number);
const assignees = listOf('KEPT_ASSIGNEES', '10,4096').map(Number);
const designs = listOf('KEPT_DESIGNS', 'slots,deltas,taken');

const LABELS = 6;
const LOADERS = 8;
const BATCH = 250;
const WRITERS = 64;
const COMMIT_MS = 200;
const STORM_MS = 8_000;
const FOLD_INTERVAL_MS = 500;

const TABLES = [...Object.values(COUNTS), ...Object.values(TOTALS)];

async function migrated(url, design) {
  const own =
    design === 'slots' ? migrations.filter(({ name }) => !name.startsWith('Totals')) : migrations;
  const options = writerOptions(loadConfiguration({ DATABASE_URL: url }), []);
  const source = await createDataSource({ ...options, migrations: own }).initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  if (design !== 'deltas') return;
  for (const statement of COUNTING) {
    await runOn(url, statement.replaceAll('FOR UPDATE SKIP LOCKED', 'AND false'));
  }
}

/** Adds up the deltas of a table: one statement, which no other one of its kind runs beside. */
function fold({ table, keys, counts }) {
  const list = [...keys, 'slot', ...counts].join(', ');
  return `WITH removed AS (DELETE FROM ${table} WHERE ctid IN (
      SELECT ctid FROM ${table} WHERE slot <> 0 LIMIT 20000 FOR UPDATE SKIP LOCKED) RETURNING *)
    INSERT INTO ${table} (${list})
    SELECT ${[...keys, '0', ...counts.map((count) => `SUM(${count})`)].join(', ')}
    FROM removed GROUP BY ${keys.join(', ')}
    ON CONFLICT (${[...keys, 'slot'].join(', ')}) DO UPDATE
    SET ${counts.map((count) => `${count} = ${table}.${count} + excluded.${count}`).join(', ')}`;
}

/** Runs the folding job until it is stopped. */
function folding(url) {
  let isRunning = true;
  const done = (async () => {
    while (isRunning) {
      for (const table of TABLES) await runOn(url, fold(table));
      await new Promise((resolve) => setTimeout(resolve, FOLD_INTERVAL_MS));
    }
  })();
  return () => ((isRunning = false), done);
}

const connect = async (url) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

/** Issues of random kinds with two labels each, by several connections at once. */
async function load(url, size, people) {
  await runOn(
    url,
    `INSERT INTO users (username, username_key, email, email_key, active, version, created_at, updated_at)
    SELECT 'user' || n, 'user' || n, n || '@x.example', n || '@x.example', true, 1, now(), now()
    FROM generate_series(1, ${people}) n`,
  );
  await runOn(
    url,
    `INSERT INTO labels (name, name_key, color, version, created_at, updated_at)
    SELECT 'label' || n, 'label' || n, '#ededed', 1, now(), now() FROM generate_series(1, ${LABELS}) n`,
  );
  const clients = await Promise.all(Array.from({ length: LOADERS }, () => connect(url)));
  let next = 0;
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (next < size) {
        const first = (next += BATCH) - BATCH + 1;
        await client.query('BEGIN');
        await client.query(`INSERT INTO issues (id, title, status, priority, assignee_id, comments_count, version, created_at, updated_at, resolved_at)
        SELECT id, 'issue', (ARRAY['open','in_progress','resolved','closed'])[1 + kind % 4],
          (ARRAY['low','medium','high','critical'])[1 + floor(random() * 4)::int],
          1 + floor(random() * ${people})::int, 0, 1, created, now(),
          CASE WHEN kind % 4 > 1 THEN created + random() * (now() - created) END
        FROM (SELECT id, floor(random() * 4)::int AS kind, now() - random() * interval '700 days' AS created
              FROM generate_series(${first}, ${first + BATCH - 1}) id) AS made`);
        await client.query(`INSERT INTO issue_labels (issue_id, label_id)
        SELECT id, 1 + (id + part * (1 + floor(id / 7.0)::int % 5)) % ${LABELS}
        FROM generate_series(${first}, ${first + BATCH - 1}) id, generate_series(0, 1) part`);
        await client.query('COMMIT');
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  await runOn(url, 'VACUUM ANALYZE');
  return Math.round(size / seconds);
}

async function rowCounts(url) {
  const found = {};
  for (const { table, keys, counts } of TABLES) {
    const { rows } = await runOn(url, `SELECT to_regclass('${table}') AS name`);
    if (rows[0].name === null) continue;
    const sums = counts.map((count) => `SUM(${count}) <> 0`).join(' OR ');
    const {
      rows: [{ all, used }],
    } = await runOn(
      url,
      `SELECT (SELECT count(*)::int FROM ${table}) AS all,
      (SELECT count(*)::int FROM (SELECT FROM ${table} GROUP BY ${keys.join(', ')} HAVING ${sums}) AS used) AS used`,
    );
    found[table] = `${all} rows for ${used} keys`;
  }
  return found;
}

/** What the reports and lists read, in milliseconds. */
async function readTimes(url, design) {
  const kind = design === 'slots' ? 'counts' : 'totals';
  const reads = {
    labels: `SELECT id, (SELECT SUM(issues) FROM label_${kind} WHERE label_id = labels.id) FROM labels`,
    'total of all issues': `SELECT SUM(issues) FROM issue_${kind}`,
    'latency, all assignees':
      design === 'slots'
        ? 'SELECT assignee_id, block, SUM(issues), SUM(milliseconds) FROM resolution_blocks GROUP BY 1, 2 ORDER BY 1, 2'
        : 'SELECT assignee_id, SUM(issues), SUM(milliseconds) FROM resolution_totals GROUP BY 1 ORDER BY 1',
  };
  const client = await connect(url);
  const times = {};
  for (const [name, text] of Object.entries(reads)) {
    times[name] = await medianMs(() => client.query(text));
  }
  await client.end();
  return times;
}

/** The median of 15, in milliseconds. */
async function medianMs(read) {
  const taken = [];
  for (let run = 0; run < 15; run += 1) {
    const start = performance.now();
    await read();
    taken.push(performance.now() - start);
  }
  return Number(median(taken).toFixed(1));
}

/** What requests take that read the counts. */
async function responseTimes(url) {
  const server = await startServer({ ...process.env, DATABASE_URL: url, LOG_LEVEL: 'silent' });
  const times = {};
  for (const path of ['/labels', '/issues?page_size=1', '/reports/summary', '/reports/latency']) {
    times[path] = await medianMs(async () => {
      const response = await fetch(server.url + path);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      await response.arrayBuffer();
    });
  }
  await server.stop();
  return times;
}

/** Commits a second of writers that each change issues of the same kinds. */
async function storm(url, size) {
  await runOn(
    url,
    `CREATE OR REPLACE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(${COMMIT_MS / 1000}); RETURN NULL; END $$`,
  );
  await runOn(
    url,
    `CREATE CONSTRAINT TRIGGER slow_commit AFTER UPDATE ON issues
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_commit()`,
  );
  const clients = await Promise.all(Array.from({ length: WRITERS }, () => connect(url)));
  const end = performance.now() + STORM_MS;
  let commits = 0;
  await Promise.all(
    clients.map(async (client, writer) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const id = 1 + ((writer + turn * WRITERS) % size);
        await client.query(`UPDATE issues SET status = '${turn % 2 ? 'open' : 'resolved'}', priority = 'high',
        assignee_id = 1, resolved_at = now(), updated_at = now() WHERE id = ${id}`);
        commits += 1;
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  await runOn(url, 'DROP TRIGGER slow_commit ON issues');
  return Math.round(commits / (STORM_MS / 1000));
}

/** Milliseconds of one change of a status with nobody beside it, its commit included. */
async function alone(url) {
  const client = await connect(url);
  const start = performance.now();
  for (let turn = 0; turn < 500; turn += 1) {
    await client.query(`UPDATE issues SET status = $1 WHERE id = $2`, [
      turn % 2 ? 'open' : 'closed',
      1 + (turn >> 1),
    ]);
  }
  const time = (performance.now() - start) / 500;
  await client.end();
  return Number(time.toFixed(2));
}

const server = await startPostgres();
try {
  for (const size of sizes)
    for (const people of assignees)
      for (const design of designs) {
        const url = await server.createDatabase();
        await migrated(url, design);
        const stop = design === 'deltas' ? folding(url) : undefined;
        const loaded = await load(url, size, people);
        const read = await readTimes(url, design);
        const responses = design === 'slots' ? undefined : await responseTimes(url);
        const rows = await rowCounts(url);
        const commits = await storm(url, size);
        const single = await alone(url);
        await stop?.();
        const after = await rowCounts(url);
        console.log(
          JSON.stringify(
            {
              design,
              issues: size,
              assignees: people,
              'issues a second': loaded,
              [`commits a second of ${WRITERS} writers`]: commits,
              'ms of one change': single,
              'ms of reads': read,
              'ms of responses': responses,
              rows,
              after,
            },
            null,
            1,
          ),
        );
      }
} finally {
  await server.stop();
}
