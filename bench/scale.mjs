import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../dist/src/common/random.js';
import { root } from '../scripts/prepare.mjs';
import { startServer } from '../scripts/server.mjs';
import { migrateFresh } from './migrate.mjs';
import { runOn, startPostgres } from './postgres.mjs';
import { markdown, median, quantile } from './statistics.mjs';
import { machine, publish } from './write-document.mjs';

/**
 * The same requests with few and with many issues, alternating in one run so that noise affects both:
 * prints the growth of each median and its limit. Then the latency of one issue during a full export, a
 * report over a time span and a search, on SQLite.
 *
 * SCALE_FOLDER keeps the databases for the next run (PostgreSQL: those of TEST_POSTGRES_URL).
 * SCALE_SIZES, SCALE_ROUNDS and BENCH_DIALECTS set the constants below.
 */
const sizes = (process.env.SCALE_SIZES ?? '10000,1000000').split(',').map(Number);
const rounds = Number(process.env.SCALE_ROUNDS ?? 200);
const dialects = (process.env.BENCH_DIALECTS ?? 'sqlite,postgres').split(',');
const folder = process.env.SCALE_FOLDER ?? mkdtempSync(join(tmpdir(), 'issue-tracker-scale-'));
mkdirSync(folder, { recursive: true });

/** A database with that many generated issues. */
async function prepare(dialect, size) {
  const { url, fresh } =
    dialect === 'sqlite' ? sqliteDatabase(size) : await postgresDatabase(`scale_${size}`);
  if (!fresh) return url;
  await migrateFresh(url);
  console.error(`${dialect}: ${size} issues …`);
  const start = performance.now();
  run(url, 'populate', '--issues', String(size));
  console.error(`  ${Math.round(size / ((performance.now() - start) / 1000))} issues a second`);
  return url;
}

function sqliteDatabase(size) {
  const path = join(folder, `scale-${size}.db`);
  return { url: `sqlite:${path}`, fresh: !existsSync(path) };
}

async function postgresDatabase(name) {
  const admin = process.env.TEST_POSTGRES_URL;
  const url = Object.assign(new URL(admin), { pathname: `/${name}` }).href;
  const { rowCount } = await runOn(admin, `SELECT FROM pg_database WHERE datname = '${name}'`);
  if (rowCount === 0) await runOn(admin, `CREATE DATABASE ${name}`);
  return { url, fresh: rowCount === 0 };
}

function run(url, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'dist/bin/cli.js'), ...args], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed`);
}

async function compare(dialect, urls) {
  // So that autovacuum does not run during the measurement.
  if (dialect === 'postgres') for (const url of urls) await runOn(url, 'VACUUM (ANALYZE)');
  const trackers = [];
  for (const url of urls) trackers.push(await open(url));
  try {
    const rows = [];
    for (const [name, limit, request] of REQUESTS) {
      const times = trackers.map(() => []);
      for (let round = -20; round < rounds; round += 1) {
        for (const [index, tracker] of trackers.entries()) {
          const time = await request(tracker);
          if (round >= 0) times[index].push(time);
        }
      }
      const medians = times.map(median);
      const growth = medians.at(-1) / medians[0];
      console.error(`  ${name}: ${growth.toFixed(2)}`);
      rows.push([name, ...medians.map((ms) => ms.toFixed(2)), growth.toFixed(2), limit.toFixed(1)]);
    }
    const heading = [dialect, ...sizes.map((size) => size.toLocaleString('en')), 'growth', 'limit'];
    return markdown(heading, rows);
  } finally {
    for (const tracker of trackers) await tracker.stop();
  }
}

/** Starts a server on the database, and returns what the requests need to know of its data. */
async function open(url) {
  const server = await startServer({ ...process.env, DATABASE_URL: url, LOG_LEVEL: 'warn' });
  const get = async (path) => (await fetch(`${server.url}${path}`)).json();
  const { total } = await get('/issues?page_size=1');
  const middle = await get(`/issues?page_size=20&page=${Math.floor(total / 40)}`);
  const random = seededRandom(1);
  return {
    url: server.url,
    pid: server.pid,
    stop: () => server.stop(),
    cursor: middle.next_cursor,
    traces: middle.items.map(({ description }) => /trace (\w+)/.exec(description)[1]),
    id: () => 1 + Math.floor(random() * total),
    one: (values) => values[Math.floor(random() * values.length)],
    assignee: () => 1 + Math.floor(random() * 40),
    get,
  };
}

const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['low', 'medium', 'high', 'critical'];
const LABELS = ['bug', 'performance', 'frontend', 'question'];

/** The duration of one request up to the last byte, in milliseconds. */
async function timed(tracker, path, method = 'GET', body = undefined) {
  const start = performance.now();
  const response = await fetch(`${tracker.url}${path}`, {
    method,
    ...(body
      ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      : {}),
  });
  await response.arrayBuffer();
  const time = performance.now() - start;
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return time;
}

const list = (filters) => (tracker) => timed(tracker, `/issues?${filters(tracker)}`);
const status = ({ one }) => `status=${one(STATUSES)}`;
const priority = ({ one }) => `priority=${one(PRIORITIES)}`;
const assignee = ({ assignee }) => `assignee_id=${assignee()}`;
const label = ({ one }) => `label=${one(LABELS)}`;
const both = (a, b) => list((tracker) => `${a(tracker)}&${b(tracker)}`);

/** The name, the limit of its growth, and the request. */
const REQUESTS = [
  ['one issue', 1.5, (tracker) => timed(tracker, `/issues/${tracker.id()}`)],
  ['first page', 1.5, list(() => '')],
  ['page by cursor at the middle', 1.5, list(({ cursor }) => `cursor=${cursor}`)],
  ['total (a page of one)', 1.5, list(() => 'page_size=1')],
  ['status', 1.5, list(status)],
  ['priority', 1.5, list(priority)],
  ['assignee', 1.5, list(assignee)],
  ['label', 1.5, list(label)],
  ['status and priority', 1.5, both(status, priority)],
  ['status and assignee', 1.5, both(status, assignee)],
  ['priority and assignee', 1.5, both(priority, assignee)],
  ['label and status', 1.5, both(label, status)],
  ['label and priority', 1.5, both(label, priority)],
  ['label and assignee', 1.5, both(label, assignee)],
  [
    'create',
    1.5,
    (tracker) =>
      timed(tracker, '/issues', 'POST', {
        title: 'Settings page loses the last change',
        description: 'Seen twice today.',
        priority: tracker.one(PRIORITIES),
        assignee_id: tracker.assignee(),
      }),
  ],
  ['patch', 1.5, patch],
  ['top assignees', 1.5, (tracker) => timed(tracker, '/reports/top-assignees')],
  ['latency', 1.5, (tracker) => timed(tracker, '/reports/latency')],
  ['summary', 1.5, (tracker) => timed(tracker, '/reports/summary')],
  ['search: a word of one issue', 3, list(({ one, traces }) => `q=${one(traces)}`)],
  ['search: two words', 3, list(({ one }) => `q=scheduler+host${one(HOSTS)}`)],
];

const HOSTS = Array.from({ length: 50 }, (_, index) => String(index * 97).padStart(4, '0'));

async function patch(tracker) {
  const path = `/issues/${tracker.id()}`;
  const { version, status } = await tracker.get(path);
  const next = status === 'open' ? 'in_progress' : 'open';
  return timed(tracker, path, 'PATCH', { version, status: next });
}

async function duringLongReads(url) {
  const tracker = await open(url);
  try {
    const rows = [];
    for (const [name, path] of [
      ['nothing', undefined],
      ['a full export', '/issues/export'],
      ['latency since and until', '/reports/latency?since=2025-01-01&until=2026-11-01'],
      ['a search that finds a tenth', '/issues?q=confirm'],
    ]) {
      const state = { running: true };
      const start = performance.now();
      const reading = path === undefined ? pause(5_000) : drain(`${tracker.url}${path}`);
      const ended = reading.finally(() => (state.running = false));
      const times = [];
      while (state.running) {
        times.push(await timed(tracker, `/issues/${tracker.id()}`));
        await pause(2);
      }
      await ended;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const at = (share) => quantile(times, share).toFixed(1);
      rows.push([name, seconds, times.length, at(0.5), at(0.99), at(1)]);
      console.error(`  during ${name}: p99 ${at(0.99)} ms`);
    }
    return `Latency of one issue during long reads, in milliseconds, on SQLite with ${sizes.at(-1).toLocaleString('en')} issues (limit of p99: 50 ms):\n\n${markdown(['during', 'seconds', 'requests', 'p50', 'p99', 'max'], rows)}`;
  } finally {
    await tracker.stop();
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function drain(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const reader = response.body.getReader();
  while (!(await reader.read()).done);
}

const tables = [];
try {
  for (const dialect of dialects) {
    const postgres = dialect === 'postgres' ? await startPostgres() : undefined;
    try {
      const urls = [];
      for (const size of sizes) urls.push(await prepare(dialect, size));
      tables.push(await compare(dialect, urls));
      if (dialect === 'sqlite') tables.push(await duringLongReads(urls.at(-1)));
    } finally {
      await postgres?.stop();
    }
  }
} finally {
  if (!process.env.SCALE_FOLDER) rmSync(folder, { recursive: true });
}
const report = [
  `Medians of ${rounds} requests each over HTTP, one after the other, in milliseconds, on ${machine()}.`,
  ...tables,
].join('\n\n');
console.log(`\n${report}`);
if (process.argv.includes('--publish')) await publish('bench:scale', report);
