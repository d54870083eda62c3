import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './prepare.mjs';
import { startServer } from './server.mjs';

/**
 * Runs the built program with this Node.js on a new database: each main request once, the help of the
 * command line, a backup, and a shutdown. Exits 1 when anything fails.
 */
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-smoke-'));
const env = {
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'smoke.db')}`,
  BACKUP_DIR: join(folder, 'backups'),
  SEED_NEW_DATABASE: 'true',
};
console.log(`Node.js ${process.versions.node}`);
try {
  const server = await startServer(env);
  let code;
  try {
    await everyRequest(server.url);
    await cli('--help');
    await cli('backup');
  } finally {
    code = await server.stop();
  }
  // null: it shut down and was then ended by the signal.
  assert.ok(!code, `the server stopped with ${code}`);
  console.log('stopped');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function everyRequest(url) {
  const send = client(url);
  await send('GET', '/health', 200);
  await send('GET', '/issues/1', 200);
  const created = await send('POST', '/issues', 201, { title: 'Smoke', assignee_id: 1 });
  const issue = created.headers.get('location');
  const ifMatch = { 'If-Match': created.headers.get('etag') };
  await send('PATCH', issue, 200, { priority: 'high' }, ifMatch);
  await send('PATCH', issue, 412, { priority: 'low' }, ifMatch);
  await send('POST', `${issue}/comments`, 201, { body: 'Where?', author_id: 1 });
  await send('PUT', `${issue}/labels`, 200, { label_names: ['smoke'] });
  const issue_ids = [created.body.id];
  await send('POST', '/issues/bulk-status', 200, { issue_ids, status: 'resolved' });
  const file = new FormData();
  file.append('file', new Blob(['title,priority\nFire,high\nAsh,none\n']), 'smoke.csv');
  const { body: report } = await send('POST', '/issues/import', 200, file);
  assert.deepEqual([report.total_rows, report.successful], [2, 1]);
  const { body: list } = await send('GET', '/issues?label=smoke&status=resolved&q=smoke', 200);
  assert.deepEqual([list.total, list.items[0].id], [1, created.body.id]);
  await send('GET', '/reports/top-assignees', 200);
  await send('GET', '/reports/latency', 200);
  const { body: csv } = await send('GET', '/issues/export', 200);
  for (const title of ['Smoke', 'Fire']) assert.ok(csv.includes(`,${title},`), csv);
}

function client(url) {
  return async (method, path, status, content, headers = {}) => {
    const json = content !== undefined && !(content instanceof FormData);
    const response = await fetch(new URL(path, url), {
      method,
      body: json ? JSON.stringify(content) : content,
      headers: json ? { 'Content-Type': 'application/json', ...headers } : headers,
    });
    const text = await response.text();
    console.log(`${method} ${path} -> ${response.status} ${text.slice(0, 80).split('\n')[0]}`);
    assert.equal(response.status, status, text);
    const isJson = response.headers.get('content-type').includes('json');
    return { body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
}

async function cli(command) {
  const program = join(root, 'dist/bin/cli.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, command], { env });
  console.log(`${command} -> ${stdout.split('\n')[0]}`);
}
