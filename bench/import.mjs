import { chmodSync, mkdtempSync, openAsBlob, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startServer } from '../scripts/server.mjs';
import { migrateFresh } from './migrate.mjs';
import { issues, LABELS, writeCsv } from './generate-csv.mjs';
import { LineFile } from './line-file.mjs';
import { runOn, startPostgres } from './postgres.mjs';
import { memoryOf, quantile } from './statistics.mjs';

const rows = Number(process.env.BENCH_ROWS ?? 50_000);
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
const file = join(folder, 'issues.csv');

/** The rate of the import, at least, as a share of that of its limit. */
const MIN_RATIO = 0.4;

/**
 * The import of a CSV over HTTP compared with its limit: on SQLite a plain loop of prepared statements into
 * the same tables, with the same triggers and indexes, in a transaction for each 1,000 rows; on
 * PostgreSQL `COPY` into the same tables. Meanwhile another client reads one issue repeatedly.
 */
export async function benchImport() {
  chmodSync(folder, 0o755);
  await writeCsv(file, rows);
  const title = `Import of ${rows} rows, ${(statSync(file).size / 1e6).toFixed(1)} MB:`;
  const results = [];
  try {
    results.push(await compare('sqlite', sqliteLoop, `sqlite:${join(folder, 'product.db')}`));
    if (process.env.BENCH_DIALECTS !== 'sqlite') {
      const server = await startPostgres();
      try {
        const url = await server.createDatabase();
        results.push(await compare('postgres', () => postgresCopy(server), url));
      } finally {
        await server.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const slow = results.filter(({ ratio }) => ratio < MIN_RATIO);
  return {
    report: [title, ...results.map(({ text }) => text)].join('\n'),
    failures: slow.map(({ dialect, ratio }) => `import, ${dialect}: ${ratio.toFixed(2)}`),
  };
}

async function compare(dialect, limit, url) {
  const limitSeconds = await limit();
  const product = await importOverHttp(url);
  const ratio = limitSeconds / product.seconds;
  const rate = (seconds) => Math.round(rows / seconds);
  const more = product.peak - product.idle;
  const text = [
    `  ${dialect}: limit ${rate(limitSeconds)} rows/s, import ${rate(product.seconds)} rows/s,`,
    `ratio ${ratio.toFixed(2)} (at least ${MIN_RATIO});`,
    `meanwhile GET /issues/1: ${product.latencies.length} responses,`,
    ...[0.5, 0.99, 1].map((p) => `p${p * 100} ${quantile(product.latencies, p).toFixed(1)} ms,`),
    `memory ${product.idle.toFixed(0)} MB idle, ${more.toFixed(0)} MB more at the peak`,
  ].join(' ');
  return { dialect, ratio, text };
}

async function sqliteLoop() {
  const path = join(folder, 'limit.db');
  await migrateFresh(`sqlite:${path}`);
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const label = db.prepare(
    "INSERT INTO labels (name, name_key, color, version, created_at, updated_at) VALUES (?, ?, '#ededed', 1, '', '')",
  );
  for (const name of LABELS) label.run(name, name);
  const issue = db.prepare(
    'INSERT INTO issues (title, description, status, priority, version, comments_count, created_at, updated_at, resolved_at) VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?)',
  );
  const link = db.prepare('INSERT INTO issue_labels (issue_id, label_id) VALUES (?, ?)');
  const event = db.prepare(
    'INSERT INTO issue_events (issue_id, event_type, issue_version, details, created_at) VALUES (?, ?, 1, ?, ?)',
  );
  const start = performance.now();
  let count = 0;
  db.exec('BEGIN IMMEDIATE');
  for (const one of issues(rows)) {
    const { lastInsertRowid: id } = issue.run(
      one.title,
      one.description,
      one.status,
      one.priority,
      one.created_at,
      one.resolved_at ?? one.created_at,
      one.resolved_at,
    );
    event.run(id, 'created', JSON.stringify({ title: one.title, status: 'open' }), one.created_at);
    for (const name of one.labels) {
      link.run(id, LABELS.indexOf(name) + 1);
      event.run(id, 'label_added', JSON.stringify({ name }), one.created_at);
    }
    if (one.resolved_at) {
      event.run(id, 'status_changed', JSON.stringify({ to: one.status }), one.resolved_at);
    }
    count += 1;
    if (count % 1000 === 0) db.exec('COMMIT; BEGIN IMMEDIATE');
  }
  db.exec('COMMIT');
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return seconds;
}

/** The same rows, copied from files by the server. */
async function postgresCopy(server) {
  const url = await server.createDatabase();
  await migrateFresh(url);
  await runOn(
    url,
    `INSERT INTO labels (name, name_key, color, version, created_at, updated_at)
     SELECT name, name, '#ededed', 1, now(), now() FROM unnest($1::text[]) WITH ORDINALITY AS l (name, n) ORDER BY n`,
    [LABELS],
  );
  const columns = {
    issues:
      'id, title, description, status, priority, version, created_at, updated_at, resolved_at',
    issue_labels: 'issue_id, label_id',
    issue_events: 'issue_id, event_type, issue_version, details, created_at',
  };
  const files = Object.keys(columns).map((table) => join(folder, `copy-${table}.csv`));
  const [toIssues, toLinks, toEvents] = files.map((path) => new LineFile(path));
  const quote = (value) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
  const line = (...cells) => `${cells.map(quote).join(',')}\n`;
  let id = 0;
  for (const one of issues(rows)) {
    id += 1;
    toIssues.add(
      line(
        id,
        one.title,
        one.description,
        one.status,
        one.priority,
        1,
        one.created_at,
        one.created_at,
        one.resolved_at,
      ),
    );
    const event = (type, details, at) =>
      toEvents.add(line(id, type, 1, JSON.stringify(details), at));
    event('created', { title: one.title, status: 'open' }, one.created_at);
    for (const name of one.labels) {
      toLinks.add(line(id, LABELS.indexOf(name) + 1));
      event('label_added', { name }, one.created_at);
    }
    if (one.resolved_at) event('status_changed', { to: one.status }, one.resolved_at);
  }
  for (const file of [toIssues, toLinks, toEvents]) file.close();
  const copies = Object.entries(columns).map(
    ([table, names], index) => `COPY ${table} (${names}) FROM '${files[index]}' (FORMAT csv)`,
  );
  const start = performance.now();
  for (const copy of copies) await runOn(url, copy);
  return (performance.now() - start) / 1000;
}

async function importOverHttp(url) {
  const server = await startServer({
    ...process.env,
    DATABASE_URL: url,
    MIGRATE_ON_START: 'true',
    SEED_NEW_DATABASE: 'true',
    UPLOAD_LIMIT: '4gb',
    LOG_LEVEL: 'warn',
  });
  try {
    for (let warm = 0; warm < 50; warm += 1) await fetch(`${server.url}/issues/1`);
    const idle = memoryOf(server.pid);
    const state = { running: true, peak: idle };
    const latencies = [];
    const reader = (async () => {
      while (state.running) {
        const start = performance.now();
        await (await fetch(`${server.url}/issues/1`)).arrayBuffer();
        latencies.push(performance.now() - start);
        state.peak = Math.max(state.peak, memoryOf(server.pid));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const form = new FormData();
    form.set('file', await openAsBlob(file), 'issues.csv');
    const start = performance.now();
    const response = await fetch(`${server.url}/issues/import`, { method: 'POST', body: form });
    const report = await response.json();
    const seconds = (performance.now() - start) / 1000;
    state.running = false;
    await reader;
    if (report.successful !== rows) throw new Error(JSON.stringify(report).slice(0, 500));
    return { seconds, latencies, idle, peak: state.peak };
  } finally {
    await server.stop();
  }
}
