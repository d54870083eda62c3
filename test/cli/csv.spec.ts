import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { startServer } from '../support/programs.js';
import { importsRunning } from '../support/raw-upload.js';
import { until } from '../support/until.js';

/** Rows that are stored in one transaction. */
const BATCH_ROWS = __DIALECT__ === 'sqlite' ? 150 : 500;

describe('CSV commands and interrupted imports', () => {
  let database: TestDatabase;
  let env: Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-csv-'));
  const cli = (...args: string[]) => runCommand(args, env);

  beforeEach(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
  });
  afterEach(() => database.drop());
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('A CSV file can be imported and exported by command', async () => {
    const file = join(folder, 'in.csv');
    writeFileSync(
      file,
      'title,status,labels,extra\nFirst,open,a;b,x\nSecond,resolved,,\n,open,,\n',
    );
    const dry = await cli('import', file, '--dry-run', '--json');
    expect(dry).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(dry.stdout)).toMatchObject({ total_rows: 3, successful: 2 });
    expect(JSON.parse((await cli('import', file, '--atomic', '--json')).stdout)).toMatchObject({
      successful: 0,
      failed: 3,
    });
    const done = await cli('import', file, '--yes');
    expect(done.code).toBe(1);
    expect(done.stdout).toMatch(
      /^2 of 3 rows imported, \d+ a second\.\nIgnored columns: extra\.\n {2}row 4: title: is required\n$/,
    );
    const out = join(folder, 'out.csv');
    expect(JSON.parse((await cli('export', out, '--json')).stdout)).toEqual({ file: out, rows: 2 });
    const exported = readFileSync(out, 'utf8');
    expect(exported.split('\r\n').slice(1, 3)).toEqual([
      expect.stringContaining('Second'),
      expect.stringContaining('First'),
    ]);
    const filtered = await cli('export', '--query', 'status=open&sort=id');
    expect(filtered).toMatchObject({ code: 0, stderr: '' });
    expect(filtered.stdout).toBe(
      `${exported.split('\r\n')[0] ?? ''}\r\n${exported.split('\r\n')[2] ?? ''}\r\n`,
    );
    const again = await cli('import', out);
    expect(again).toMatchObject({ code: 0 });
  });

  it('Without a terminal, an import of which over a tenth is invalid needs --yes', async () => {
    const file = join(folder, 'many-errors.csv');
    const rows = Array.from({ length: 9 }, (_, row) => `Row ${String(row)},2026-01-01`);
    writeFileSync(file, ['title,created_at', ...rows, 'Bad,x', 'Bad,y', ''].join('\n'));
    const refused = await cli('import', file);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^2 of 11 rows \(18 %\) are invalid, most often:\n {2}2 rows {2}created_at: must be a time such as \S+\nNot confirmed: .* --yes; nothing was stored\.\n$/,
    );
    const { error } = JSON.parse((await cli('import', file, '--json')).stdout);
    expect(error).toMatchObject({ code: 'NOT_CONFIRMED' });
    expect((await cli('export')).stdout.trim().split('\n')).toHaveLength(1);
    const stored = await cli('import', file, '--yes', '--json');
    expect([stored.code, JSON.parse(stored.stdout)]).toMatchObject([
      1,
      { successful: 9, failed: 2 },
    ]);
    // One invalid row of eleven is less than a tenth.
    writeFileSync(file, ['title,created_at', ...rows, 'Good,', 'Bad,y', ''].join('\n'));
    expect(JSON.parse((await cli('import', file, '--json')).stdout)).toMatchObject({ failed: 1 });
  });

  it('The command import reads a file of pandas as POST /issues/import does', async () => {
    await cli('seed');
    const file = resolve(import.meta.dirname, '../fixtures/pandas.csv');
    const { code, stdout } = await cli('import', file, '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { successful: 3, errors: [], ignored_columns: ['', 'unnamed: 0', 'id'] },
    ]);
    const exported = await cli('export', '--query', 'q="first line"');
    expect(exported.stdout).toMatch(
      /second line",resolved,high,1,bug;urgent,2026-01-02T03:04:05.678Z,2026-01-03T03:04:05.000Z\r\n$/,
    );
  });

  it('The commands import and export report wrong usage and invalid files', async () => {
    expect((await cli('import', join(folder, 'nothing.csv'))).code).toBe(2);
    expect((await cli('import')).code).toBe(2);
    expect((await cli('export', '--json')).code).toBe(2);
    const bad = await cli('export', '--query', 'status=done');
    expect(bad).toMatchObject({ code: 1, stdout: '' });
    expect(bad.stderr).toContain('status');
    const file = join(folder, 'bad.csv');
    writeFileSync(file, 'name\nx\n');
    expect((await cli('import', file)).stderr).toContain('INVALID_CSV');
  });

  it('An import that was killed is continued by its repetition, and no row is stored twice', async () => {
    const ROWS = 12_000;
    const rows = Array.from({ length: ROWS }, (_, row) => `Row ${String(row)}\n`);
    const headers = {
      'content-type': 'multipart/form-data; boundary=b',
      'idempotency-key': randomBytes(8).toString('hex'),
    };
    const send = (url: string) =>
      fetch(`${url}/issues/import`, {
        method: 'POST',
        headers,
        body: `--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\n${rows.join('')}\r\n--b--\r\n`,
      });
    const total = async (url: string) =>
      ((await (await fetch(`${url}/issues?page_size=1`)).json()) as { total: number }).total;

    const first = await startServer(env);
    await expect(
      Promise.all([
        send(first.url),
        (async () => {
          while ((await total(first.url).catch(() => ROWS)) < 1_000);
          first.kill('SIGKILL');
          await first.ended;
        })(),
      ]),
    ).rejects.toThrow();

    const second = await startServer(env);
    try {
      const stored = await total(second.url);
      expect(stored).toBeGreaterThanOrEqual(1_000);
      expect(stored).toBeLessThan(ROWS);
      expect(stored % BATCH_ROWS).toBe(0);
      const response = await send(second.url);
      expect(await response.json()).toMatchObject({
        total_rows: ROWS,
        successful: ROWS,
        failed: 0,
      });
      expect(await total(second.url)).toBe(ROWS);
      const repeated = await send(second.url);
      expect(await repeated.json()).toMatchObject({ total_rows: ROWS, successful: ROWS });
      expect(await total(second.url)).toBe(ROWS);
    } finally {
      await second.end();
    }
  });

  it('Nothing of an upload whose client disconnects is stored, and the next one succeeds', async () => {
    const server = await startServer(env);
    try {
      const client = spawn(process.execPath, [
        '-e',
        `const http = require('node:http');
         const request = http.request(process.argv[1] + '/issues/import', {
           method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' } });
         request.write('--b\\r\\nContent-Disposition: form-data; name="file"; filename="a.csv"\\r\\n\\r\\ntitle\\n');
         request.write('x\\n'.repeat(2700), () => console.log('sent'));`,
        server.url,
      ]);
      await until(async () => (await importsRunning(server.url)) === 1);
      client.kill('SIGKILL');
      await until(async () => (await importsRunning(server.url)) === 0);
      const form = new FormData();
      form.set('file', new Blob(['title\nNext\n']), 'next.csv');
      const next = await fetch(`${server.url}/issues/import`, { method: 'POST', body: form });
      expect(await next.json()).toMatchObject({ successful: 1 });
      const issues = await fetch(`${server.url}/issues?page_size=1`);
      expect(await issues.json()).toMatchObject({ total: 1 });
    } finally {
      await server.end();
    }
  });

  it('The command import shows a progress bar on a terminal', async () => {
    const file = join(folder, 'bar.csv');
    writeFileSync(file, `title\n${'x\n'.repeat(2_000)}`);
    const program = resolve(import.meta.dirname, '../../dist/bin/cli.js');
    // `script` gives the program a terminal.
    const child = spawn(
      'script',
      ['-qec', `"${process.execPath}" "${program}" import "${file}"`, '/dev/null'],
      {
        env: { PATH: process.env.PATH, TERM: 'xterm', ...env },
      },
    );
    let shown = '';
    child.stdout.on('data', (piece: Buffer) => (shown += piece.toString()));
    await new Promise((done) => child.once('exit', done));
    expect(shown).toMatch(/█.*% \| \d+ rows \| \d+ rows\/s/);
    expect(shown).toContain('2,000 of 2,000 rows imported');
  });
});
