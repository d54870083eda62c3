/** @once invalid input is refused before the database is used */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { sendSlowly } from '../support/raw-client.js';

describe('hostile input', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const post = (path: string, body: string) =>
    tracker.http.post(path).set('Content-Type', 'application/json').send(body);

  it.each([
    ['/issues', '{"title":{"constructor":5}}'],
    ['/issues', '{"title":"x","description":{"constructor":5}}'],
    ['/issues', '{"title":"x","description":{"__proto__":null}}'],
    ['/issues/bulk-status', '{"issue_ids":[1],"status":"open","versions":{"constructor":5}}'],
    ['/issues/bulk-status', '{"issue_ids":[{"constructor":5}],"status":"open"}'],
    ['/users', '{"username":{"constructor":5},"email":"a@b.c"}'],
    ['/labels', '{"name":[{"constructor":5}]}'],
  ])('POST %s refuses the body %s', async (path, body) => {
    expectProblem(await post(path, body), 422, 'VALIDATION_FAILED');
  });

  it.each(['hasOwnProperty', 'toString', 'valueOf', 'constructor', '__proto__', 'then', ''])(
    'An unknown field or query parameter named %j is refused',
    async (name) => {
      const body = await post('/issues', `{"title":"x",${JSON.stringify(name)}:1}`);
      expectProblem(body, 422, 'VALIDATION_FAILED', { pointer: `/${name}` });
      const query = await tracker.http.get(`/issues?${name}=1`);
      expectProblem(query, 422, 'VALIDATION_FAILED', { parameter: name });
    },
  );

  it.each(['title', 'unknown'])(
    'A deeply nested value of the field %s is refused',
    async (name) => {
      const depth = 100_000;
      const value = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const response = await post('/issues', `{"title":"x","${name}":${value}}`);
      expect([400, 422]).toContain(response.status);
      expectProblem(
        response,
        response.status,
        response.status === 400 ? 'MALFORMED_BODY' : 'VALIDATION_FAILED',
      );
    },
  );

  it('At most 100 of very many unknown fields are listed as errors', async () => {
    const bodyOf = (fields: number) =>
      JSON.stringify({
        title: 'x',
        ...Object.fromEntries(Array.from({ length: fields }, (_, n) => [`f${String(n)}`, 1])),
      });
    const some = await post('/issues', bodyOf(900));
    expectProblem(some, 422, 'VALIDATION_FAILED', { pointer: '/f99' });
    expect(some.body.errors).toHaveLength(100);
    const many = await post('/issues', bodyOf(60_000));
    expectProblem(many, 422, 'VALIDATION_FAILED');
    expect(many.body.errors).toMatchObject([{ pointer: '/f999', code: 'too_many_fields' }]);
  });

  it('A body of very many values or levels is refused before it is parsed', async () => {
    const ids = `{"status":"open","issue_ids":[${Array(400_000).fill('1').join(',')}],`;
    const levels = `{"title":${'['.repeat(100_000)}`;
    for (const [path, body, pointer, code] of [
      ['/issues/bulk-status', ids, '/issue_ids', 'too_many_values'],
      ['/issues', levels, '/title', 'too_deep'],
    ] as const) {
      const response = await post(path, body);
      // As text it is no valid JSON, which only a parser finds.
      expectProblem(response, 422, 'VALIDATION_FAILED');
      expect(response.body.errors).toMatchObject([{ pointer, code }]);
    }
  });

  it('A bulk change with far too many ids is refused without validating each of them', async () => {
    const response = await post(
      '/issues/bulk-status',
      `{"status":"open","issue_ids":[${Array(400_000).fill('"x"').join(',')}]}`,
    );
    expect(response.status).toBe(413);
    const fewer = await post(
      '/issues/bulk-status',
      `{"status":"open","issue_ids":[${Array(30_000).fill('"x"').join(',')}]}`,
    );
    expectProblem(fewer, 422, 'VALIDATION_FAILED', { pointer: '/issue_ids' });
    expect(fewer.body.errors).toEqual([
      {
        pointer: '/issue_ids',
        code: 'array_max_size',
        detail: 'must have at most 10000 entries',
      },
    ]);
  });

  it('A form where JSON is expected is refused with 415', async () => {
    const multipart = await tracker.http.post('/issues').field('title', 'x');
    expectProblem(multipart, 415, 'UNSUPPORTED_MEDIA_TYPE');
    const form = await tracker.http.post('/issues').type('form').send({ title: 'x' });
    expectProblem(form, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('A bulk change with a version of an issue that it does not name is refused', async () => {
    const { id } = await createIssue(tracker);
    const response = await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [id], status: 'closed', versions: { [id + 1]: 1 } });
    expectProblem(response, 422, 'VALIDATION_FAILED');
    expect((await getIssue(tracker, id)).status).toBe('open');
  });

  it('JSON that is not UTF-8 is refused, and nothing is stored', async () => {
    const before = (await tracker.http.get('/issues')).body.total as number;
    const response = await fetch(`${tracker.url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"title":"caf\xe9"}', 'latin1'),
    });
    expect([400, 422]).toContain(response.status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect((await tracker.http.get('/issues')).body.total).toBe(before);
  });

  it.each(['/issues/%', '/labels/%zz', '/users/%E0%A4%A'])(
    'A path with invalid percent-encoding is refused with MALFORMED_URL: %s',
    async (path) => {
      const response = await fetch(`${tracker.url}${path}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'MALFORMED_URL', status: 400 });
    },
  );

  it('10 MB of JSON are refused with 413, compressed or not', async () => {
    const large = JSON.stringify({ title: 'x'.repeat(10_000_000) });
    expectProblem(await post('/issues', large), 413, 'PAYLOAD_TOO_LARGE');
    const bomb = await fetch(`${tracker.url}/issues`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(large),
    });
    expect(bomb.status).toBe(413);
  });

  it.each([
    ['plain JSON', Buffer.from('{"title":"x"}')],
    ['cut gzip', gzipSync('{"title":"x"}').subarray(0, 20)],
  ])('A body of %s that is said to be gzip is refused with 400', async (_name, body) => {
    const response = await tracker.http
      .post('/issues')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      .serialize((content: unknown) => content as string)
      .send(body);
    expectProblem(response, 400, 'MALFORMED_BODY');
    expect(response.body.detail).toBe('The body is not valid gzip, which is its Content-Encoding.');
  });

  it('A compression that is not taken is refused with 415, and Accept-Encoding names others', async () => {
    const json = post('/issues', '{"title":"x"}').set('Content-Encoding', 'compress');
    const refused = await json;
    expectProblem(refused, 415, 'UNSUPPORTED_MEDIA_TYPE');
    expect(refused.headers['accept-encoding']).toBe('gzip, deflate, br, identity');
    const before = (await tracker.http.get('/issues')).body.total as number;
    for (const coding of ['gzip', 'compress']) {
      const upload = tracker.http.post('/issues/import').set('Content-Encoding', coding);
      const response = await upload.attach('file', Buffer.from('title\nx\n'), 'a.csv');
      expectProblem(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
      expect(response.headers['accept-encoding']).toBe('identity');
    }
    expect((await tracker.http.get('/issues')).body.total).toBe(before);
  });

  it('A header of 64 kB is refused with 431', async () => {
    const { status, body } = await tracker.http.get('/issues').set('X-Long', 'x'.repeat(65_536));
    expect([status, body.code]).toEqual([431, 'HEADERS_TOO_LARGE']);
  });

  it('A compressed upload is refused as invalid CSV, and nothing is stored', async () => {
    const before = (await tracker.http.get('/issues')).body.total as number;
    // Small enough to be sent before the response comes: after refusing, the server stops reading.
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'title\n'));
    const upload = tracker.http.post('/issues/import').attach('file', bomb, 'bomb.csv');
    expectProblem(await upload, 400, 'INVALID_CSV');
    expect((await tracker.http.get('/issues')).body.total).toBe(before);
  });

  it('A thousand connections at once are kept until the server takes them', () => {
    const limit = '/proc/sys/net/core/somaxconn';
    const count = Math.min(1_000, existsSync(limit) ? Number(readFileSync(limit, 'utf8')) : 128);
    const { port } = new URL(tracker.url);
    const connectAll = `const all = Array.from({ length: ${String(count)} }, () => new Promise((done, fail) =>
        require('net').connect(${port}, '127.0.0.1').once('connect', done).once('error', fail)));
      Promise.all(all).then(() => process.exit(0), () => process.exit(1));`;
    // This process, which serves, does nothing meanwhile.
    expect(spawnSync(process.execPath, ['-e', connectAll]).status).toBe(0);
  });

  it('Requests are served beside 1,000 stalled connections, which end with 408', async () => {
    const other = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '3' });
    const slow = Array.from({ length: 1_000 }, () =>
      sendSlowly(other.url, ['GET /issues HTTP/1.1\r\nHost: localhost\r\nX-More: '], 0),
    );
    try {
      for (let ask = 0; ask < 20; ask += 1) await other.http.get('/issues').expect(200);
      const responses = await Promise.all(slow);
      const codes = new Set(responses.map(({ text }) => text.slice(0, 12)));
      expect([...codes]).toEqual(['HTTP/1.1 408']);
      await other.http.get('/issues').expect(200);
    } finally {
      await other.close();
    }
  });
});
