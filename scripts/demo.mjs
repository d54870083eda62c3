import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';
import { startServer } from './server.mjs';

await ensureInstalled();
await ensureBuilt();

const file = process.argv[2] ?? join(root, 'scripts/demo/issues.csv');
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-demo-'));
const databases = [`sqlite:${join(folder, 'demo.db')}`];
if (process.env.DEMO_POSTGRES_URL) databases.push(process.env.DEMO_POSTGRES_URL);

try {
  for (const databaseUrl of databases) await demonstrate(databaseUrl);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Demonstrates the main features, from an empty database to the reports. */
async function demonstrate(databaseUrl) {
  console.log(`\n== ${databaseUrl.startsWith('sqlite') ? 'SQLite' : 'PostgreSQL'}`);
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  await cli(env, 'migrate');
  await cli(env, 'seed');
  const server = await startServer(env);
  const send = client(server.url);
  try {
    const form = new FormData();
    form.append('file', new Blob([readFileSync(file)]), 'demo.csv');
    const report = await timed('import', () => send('POST', '/issues/import', form));
    console.log(`   ${report.successful} of ${report.total_rows} rows stored`);
    for (const { row_number, errors } of report.errors.slice(0, 5)) {
      console.log(`   row ${row_number}: ${errors.join('; ')}`);
    }
    const ids = await timed('page through all of it', () => everyId(send));
    console.log(`   ${ids.length} issues, ${new Set(ids).size} distinct`);
    const id = ids[0];
    const { version } = await send('GET', `/issues/${id}`);
    const patched = await send('PATCH', `/issues/${id}`, { version, priority: 'critical' });
    console.log(`   patched issue ${id}: version ${version} -> ${patched.version}`);
    await send('POST', `/issues/${id}/comments`, { body: 'Seen in the demo.', author_id: 1 });
    const labelled = await send('PUT', `/issues/${id}/labels`, { label_names: ['demo', 'Bug'] });
    console.log(`   labels: ${labelled.labels.map(({ name }) => name).join(', ')}`);
    const issue_ids = ids.slice(0, 500);
    const bulk = await timed('resolve in bulk', () =>
      send('POST', '/issues/bulk-status', { issue_ids, status: 'resolved' }),
    );
    console.log(`   resolved ${bulk.updated_count}`);
    for (const row of await send('GET', '/reports/top-assignees')) {
      console.log(`   ${row.assignee.username} resolved ${row.resolved_count}`);
    }
    for (const row of await send('GET', '/reports/latency')) {
      console.log(`   ${row.assignee.username} took ${row.average_resolution_hours} h on average`);
    }
  } finally {
    await server.stop();
  }
}

async function everyId(send) {
  const ids = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const response = await send('GET', `/issues?page=${page}&page_size=100`);
    ids.push(...response.items.map(({ id }) => id));
    pages = response.total_pages;
  }
  return ids;
}

function client(url) {
  return async (method, path, body) => {
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${url}${path}`, {
      method,
      body: json ? JSON.stringify(body) : body,
      headers: json ? { 'Content-Type': 'application/json' } : {},
    });
    const result = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${result.detail}`);
    return result;
  };
}

async function timed(name, work) {
  const start = performance.now();
  const result = await work();
  console.log(`${name}: ${Math.round(performance.now() - start)} ms`);
  return result;
}

function cli(env, command) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'dist/bin/cli.js'), command], {
      env,
      stdio: 'inherit',
    });
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} failed`))));
  });
}
