import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import Papa from 'papaparse';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

type Row = Record<string, string>;

const runningOf = async ({ http }: TestApp) =>
  Number(/^exports_running (\d+)$/m.exec((await http.get('/metrics')).text)?.[1]);

const fetchExport = async (tracker: TestApp, query = '') => {
  const response = await tracker.http.get(`/issues/export${query}`).buffer(true).expect(200);
  const { data } = Papa.parse<Row>(response.text, { header: true, skipEmptyLines: true });
  return { response, rows: data };
};

/** Exports until the connection ends; the client goes on reading, but never as much as there is. */
async function readSlowly(url: string): Promise<{ begin: string; received: number }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  const read = { begin: '', received: 0 };
  socket.on('error', () => undefined);
  socket.on('data', (piece: Buffer) => {
    read.begin ||= piece.toString('latin1', 0, 12);
    read.received += piece.length;
    socket.pause();
    setTimeout(() => socket.resume(), 20);
  });
  socket.write('GET /issues/export HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  await closed;
  return read;
}

describe('CSV export', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    const user = await createUser(tracker);
    const first = await createIssue(tracker, {
      title: '=cmd|calc',
      description: 'one, "two"\r\nthree',
      assignee_id: user,
    });
    await tracker.http
      .put(`/issues/${String(first.id)}/labels`)
      .send({ label_names: ['zeta', 'a;b', 'back\\slash'] });
    await createIssue(tracker, { title: 'Second', status: 'resolved', priority: 'high' });
    const gone = await createIssue(tracker, { title: 'Gone' });
    await tracker.http.delete(`/issues/${String(gone.id)}?version=1`).expect(204);
  });
  afterAll(() => tracker.close());

  it('A CSV export has the columns of an import and makes spreadsheet formulas harmless', async () => {
    const { response, rows } = await fetchExport(tracker);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toBe('attachment; filename="issues.csv"');
    expect(rows.map(({ title }) => title)).toEqual(['Second', "'=cmd|calc"]);
    expect(rows[1]).toMatchObject({
      description: 'one, "two"\r\nthree',
      status: 'open',
      priority: 'medium',
      labels: 'a\\;b;back\\\\slash;zeta',
      resolved_at: '',
    });
    expect(rows[0]?.resolved_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('A CSV export takes the filters and the sort of the list, and no other parameter', async () => {
    const titles = async (query: string) =>
      (await fetchExport(tracker, query)).rows.map(({ title }) => title);
    expect(await titles('?status=resolved')).toEqual(['Second']);
    expect(await titles('?sort=id')).toEqual(["'=cmd|calc", 'Second']);
    expect(await titles('?q=cmd&label=zeta')).toEqual(["'=cmd|calc"]);
    expect(await titles('?q=nothing')).toEqual([]);
    for (const query of ['?page=1', '?sort=title', '?status=x', '?cursor=x']) {
      const response = await tracker.http.get(`/issues/export${query}`);
      expectProblem(response, 422, 'VALIDATION_FAILED');
    }
  });

  it('Clients that disconnect during a CSV export do not affect the next one', async () => {
    for (let round = 0; round < 30; round += 1) {
      const stop = new AbortController();
      const exporting = fetch(`${tracker.url}/issues/export`, { signal: stop.signal });
      // Before, at and after the first byte: wherever the server happens to be.
      if (round % 3 === 0) await (await exporting).body?.getReader().read();
      else await sleep(round % 7);
      stop.abort();
      await exporting.catch(() => undefined);
    }
    // A client that ends its side may still read: its export is noticed to be in vain, or ends by itself.
    await until(async () => (await runningOf(tracker)) === 0);
    expect((await fetchExport(tracker)).rows).toHaveLength(2);
  });

  it('A CSV export disconnects clients that do not read it, and others are served meanwhile', async () => {
    const other = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '1', CONCURRENT_PER_CLIENT: '4' });
    try {
      // More than lies in the buffers between a server and its client.
      const row = `Long,${'x'.repeat(90_000)}\n`;
      const csv = Buffer.from(`title,description\n${row.repeat(180)}`);
      await other.http.post('/issues/import').attach('file', csv, 'a.csv').expect(200);
      const running = () => runningOf(other);
      const { hostname, port } = new URL(other.url);
      const clients = Array.from({ length: 4 }, () => {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => undefined);
        socket.pause();
        socket.write('GET /issues/export HTTP/1.1\r\nHost: localhost\r\n\r\n');
        return socket;
      });
      await until(async () => (await running()) === 4);
      expect((await other.http.get('/issues?q=long').expect(200)).body.total).toBe(180);
      await other.http.get('/maintenance/stats').expect(200);
      await until(async () => (await running()) === 0);
      for (const socket of clients) socket.destroy();
      const { text } = await other.http.get('/issues/export').expect(200);
      expect(text.length).toBeGreaterThan(1.6e7);
    } finally {
      await other.close();
    }
  });

  it('A CSV export that takes longer than EXPORT_TIMEOUT_SECONDS is disconnected', async () => {
    const other = await createTestApp({ EXPORT_TIMEOUT_SECONDS: '1' });
    try {
      const csv = Buffer.from(`title,description\n${`Long,${'x'.repeat(90_000)}\n`.repeat(180)}`);
      await other.http.post('/issues/import').attach('file', csv, 'a.csv').expect(200);
      let slow = await readSlowly(other.url);
      // It has not begun in time on a machine that is busy.
      while (slow.begin === 'HTTP/1.1 503') slow = await readSlowly(other.url);
      expect(slow.begin).toBe('HTTP/1.1 200');
      expect(slow.received).toBeLessThan(csv.length);
      expect((await other.http.get('/metrics')).text).toMatch(/^exports_running 0$/m);
    } finally {
      await other.close();
    }
  });

  it('A CSV export that fails before its first byte responds with a problem document', async () => {
    const other = await createTestApp();
    try {
      const runner = other.app.get(TransactionRunner);
      await runner.run(() => runner.query('ALTER TABLE labels RENAME TO elsewhere'));
      const response = await other.http.get('/issues/export');
      expectProblem(response, 500, 'INTERNAL_ERROR');
      expect(response.headers['content-disposition']).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  it('No cell of a CSV export is a formula, whichever delimiter a spreadsheet expects', async () => {
    const other = await createTestApp();
    try {
      const formula = '=1+1';
      const { id } = await createIssue(other, {
        title: `a;${formula}`,
        description: `one\n${formula}\r\n+2\t@x;"=3";'=4, =5\r-6`,
      });
      const labels = { label_names: ['bug', 'a;-b', formula, '@z'] };
      await other.http
        .put(`/issues/${String(id)}/labels`)
        .send(labels)
        .expect(200);
      const { response } = await fetchExport(other);
      for (const delimiter of [',', ';', '\t']) {
        const { data } = Papa.parse<string[]>(response.text, { delimiter, newline: '\r\n' });
        // A spreadsheet that cuts at a line feed, too, and removes quotes inside a cell.
        const cells = data
          .flat()
          .flatMap((cell) => (delimiter === ',' ? [cell] : cell.split(/[\r\n]/)));
        const formulas = cells.filter((cell) => /^"*[=+\-@]/.test(cell));
        expect(formulas).toEqual([]);
      }
      const [row] = (await fetchExport(other)).rows;
      expect(row?.labels).toBe("'=1+1;'@z;a\\;'-b;bug");
    } finally {
      await other.close();
    }
  });

  it('An export of arbitrary texts is imported unchanged', async () => {
    const text = (maxLength: number) =>
      fc
        .oneof(
          fc.string({ unit: 'grapheme', maxLength }),
          fc
            .array(
              fc.constantFrom('=', "'", '"', ',', ';', '\\', '\r', '\n', '\t', ' ', '-', 'a'),
              {
                maxLength,
              },
            )
            .map((characters) => characters.join('')),
        )
        .filter((value) => value.isWellFormed() && !value.includes('\u0000'));
    const name = text(10).filter((value) => value.trim() !== '');
    const issue = fc.record({
      title: text(30).filter((value) => value.trim() !== ''),
      description: fc.option(text(40)),
      status: fc.constantFrom('open', 'in_progress', 'resolved', 'closed'),
      priority: fc.constantFrom('low', 'medium', 'high', 'critical'),
      labels: fc.uniqueArray(name, {
        maxLength: 3,
        selector: (value) => value.trim().normalize('NFKC').toLowerCase(),
      }),
    });
    const [source, target] = [await createTestApp(), await createTestApp()];
    const read = async ({ http }: TestApp) => {
      const { body } = await http.get('/issues?sort=id&page_size=100').expect(200);
      return (body.items as { labels: { name: string }[] }[]).map(({ labels, ...fields }) => ({
        ...fields,
        version: 0,
        updated_at: '',
        labels: labels.map((label) => label.name),
      }));
    };
    try {
      for (const { labels, ...fields } of fc.sample(issue, { numRuns: 50, seed: 20261123 })) {
        const { id } = await createIssue(source, fields);
        await source.http
          .put(`/issues/${String(id)}/labels`)
          .send({ label_names: labels })
          .expect(200);
      }
      const { response } = await fetchExport(source, '?sort=id');
      const imported = await target.http
        .post('/issues/import')
        .attach('file', Buffer.from(response.text), 'issues.csv');
      expect(imported.body).toMatchObject({ total_rows: 50, successful: 50, errors: [] });
      expect(await read(target)).toEqual(await read(source));
    } finally {
      await source.close();
      await target.close();
    }
  });

  it('A CSV export whose last batch is full ends with the last row', async () => {
    const label = 'many';
    const rows = Array.from({ length: 1_000 }, () => `x,${label}\n`);
    await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(`title,labels\n${rows.join('')}`), 'many.csv')
      .expect(200);
    const { response } = await fetchExport(tracker, `?label=${label}`);
    expect(response.text.split('\r\n')).toHaveLength(1 + 1_000 + 1);
    expect(response.text.endsWith('Z,\r\n')).toBe(true);
  });
});
