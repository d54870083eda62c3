import { chmodSync, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../scripts/server.mjs';
import { writeCsv } from './generate-csv.mjs';
import { startPostgres } from './postgres.mjs';
import { quantile } from './statistics.mjs';

const ISSUES = 10_000;
const MAX_SECONDS = 2;

/** Of a reader meanwhile, on SQLite, whose driver is synchronous. */
const MAX_READ_P99_MS = 100;

const PAUSE_MS = 2;

/**
 * `POST /issues/bulk` of 10,000 issues by ids with versions: three fields and two labels, then its dry run,
 * then the revert. Meanwhile another client reads one issue repeatedly.
 */
export async function benchBulk() {
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  chmodSync(folder, 0o755);
  const file = join(folder, 'issues.csv');
  await writeCsv(file, ISSUES);
  const results = [];
  try {
    results.push(...(await measure('sqlite', `sqlite:${join(folder, 'bulk.db')}`, file)));
    if (process.env.BENCH_DIALECTS !== 'sqlite') {
      const server = await startPostgres();
      try {
        results.push(...(await measure('postgres', await server.createDatabase(), file)));
      } finally {
        await server.stop();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const failures = results.filter(
    ({ name, seconds, p99 }) =>
      name === 'sqlite, bulk' && (seconds > MAX_SECONDS || p99 > MAX_READ_P99_MS),
  );
  return {
    report: [`Bulk change of ${ISSUES} issues:`, ...results.map(({ text }) => text)].join('\n'),
    failures: failures.map(({ text }) => text),
  };
}

async function measure(dialect, url, file) {
  const server = await startServer({
    ...process.env,
    DATABASE_URL: url,
    MIGRATE_ON_START: 'true',
    LOG_LEVEL: 'warn',
  });
  try {
    const form = new FormData();
    form.set('file', await openAsBlob(file), 'issues.csv');
    const imported = await send(server, 'POST', '/issues/import', form);
    if (imported.successful !== ISSUES) throw new Error(JSON.stringify(imported).slice(0, 500));
    const [{ id: last }] = (await send(server, 'GET', '/issues?page_size=1&sort=-id')).items;
    const request = {
      items: Array.from({ length: ISSUES }, (_, index) => ({ id: last - index, version: 1 })),
      set: { title: 'Changed', status: 'in_progress', priority: 'critical' },
      add_labels: ['first', 'second'],
    };
    const work = [
      ['bulk, dry run', () => send(server, 'POST', '/issues/bulk?dry_run=true', request)],
      ['bulk', () => send(server, 'POST', '/issues/bulk', request)],
    ];
    const results = [];
    for (const [name, run] of work) results.push(await timed(`${dialect}, ${name}`, server, run));
    const { change_id: id } = results.at(-1).response;
    const revert = () => send(server, 'POST', `/changes/${id}/revert`, { on_conflict: 'refuse' });
    results.push(await timed(`${dialect}, revert`, server, revert));
    return results;
  } finally {
    await server.stop();
  }
}

async function timed(name, server, work) {
  const latencies = [];
  const state = { running: true };
  const reader = (async () => {
    while (state.running) {
      const start = performance.now();
      await (await fetch(`${server.url}/issues/1`)).text();
      latencies.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  })();
  const start = performance.now();
  const response = await work();
  const seconds = (performance.now() - start) / 1000;
  state.running = false;
  await reader;
  const p99 = quantile(latencies, 0.99);
  const text = [
    `  ${name}: ${seconds.toFixed(2)} s; meanwhile GET /issues/1: ${latencies.length} responses,`,
    `p50 ${quantile(latencies, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms,`,
    `max ${quantile(latencies, 1).toFixed(1)} ms`,
  ].join(' ');
  return { name, seconds, p99, text, response };
}

async function send({ url }, method, path, body) {
  const isJson = body !== undefined && !(body instanceof FormData);
  const response = await fetch(`${url}${path}`, {
    method,
    body: isJson ? JSON.stringify(body) : body,
    headers: isJson ? { 'Content-Type': 'application/json' } : {},
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
