import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { sendSlowly } from '../support/raw-client.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

function* repeat(first: string, piece: string, times: number): Generator<string> {
  yield first;
  for (let time = 0; time < times; time += 1) yield piece;
}

describe('rate limits', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '5' });
    await addUser(tracker, 'ann');
  });
  afterAll(() => tracker.close());

  it('count each token by itself, and say where it stands', async () => {
    const first = withToken(tracker, (await createToken(tracker, 'ann', 'read')).token);
    const other = withToken(tracker, (await createToken(tracker, 'ann', 'read')).token);
    for (let left = 4; left >= 0; left -= 1) {
      const { headers } = await first.get('/issues').expect(200);
      expect(headers['ratelimit-policy']).toBe('"minute";q=5;w=60');
      expect(headers.ratelimit).toMatch(new RegExp(`^"minute";r=${String(left)};t=\\d+$`));
    }
    const refused = await first.get('/labels');
    expectProblem(refused, 429, 'RATE_LIMITED');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(50);
    await other.get('/issues').expect(200);
  });

  it('count who has no valid token by address, wherever they knock', async () => {
    const guesses = ['/issues', '/nowhere', '/users', '/metrics', '/issues'];
    for (const path of guesses) {
      const guess = tracker.http.get(path).set('Authorization', `Bearer itt_${path.slice(1)}`);
      expectProblem(await guess, 401, 'INVALID_TOKEN');
    }
    expectProblem(await tracker.http.get('/issues'), 429, 'RATE_LIMITED');
    for (let ask = 0; ask < 10; ask += 1) await tracker.http.get('/health').expect(200);
  });

  it('count an address that a trusted proxy names, and a household of IPv6 as one', async () => {
    const proxied = await createTestApp({ RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: 'true' });
    try {
      const ask = async (forwarded: string) =>
        (await proxied.http.get('/issues').set('X-Forwarded-For', forwarded)).status;
      // What a client claims stands before what the proxy adds.
      const statuses = [await ask('1.1.1.1, 9.9.9.9'), await ask('2.2.2.2, 9.9.9.9')];
      expect([...statuses, await ask('3.3.3.3, 9.9.9.9')]).toEqual([200, 200, 429]);
      expect(await ask('9.9.9.8')).toBe(200);
      const house = [await ask('2001:db8::1'), await ask('2001:db8:0:0:ffff::2')];
      expect([...house, await ask('2001:db8::3')]).toEqual([200, 200, 429]);
      expect(await ask('2001:db8:0:1::1')).toBe(200);
    } finally {
      await proxied.close();
    }
  });

  it('are off by default without tokens, and 600 with', async () => {
    const open = await createTestApp();
    const closed = await createTestApp({ AUTH_MODE: 'token' });
    try {
      expect((await open.http.get('/issues').expect(200)).headers.ratelimit).toBeUndefined();
      const { headers } = await closed.http.get('/issues').expect(401);
      expect(headers['ratelimit-policy']).toBe('"minute";q=600;w=60');
    } finally {
      await open.close();
      await closed.close();
    }
  });
});

describe('size and time limits', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({
      REQUEST_TIMEOUT_SECONDS: '1',
      CONCURRENT_IMPORTS: '1',
      BODY_LIMIT: '10kb',
      HEADER_LIMIT: '16kb',
      URL_LIMIT: '8kb',
      UPLOAD_LIMIT: '3mb',
    });
  });
  afterAll(() => tracker.close());

  it('refuse a URL, headers and a body that are too long', async () => {
    const url = await tracker.http.get(`/issues?q=${'x'.repeat(9_000)}`);
    expectProblem(url, 414, 'URI_TOO_LONG');
    expect(url.text.length).toBeLessThan(1_000);
    const headers = await tracker.http.get('/issues').set('X-Long', 'x'.repeat(20_000));
    expect(headers.status).toBe(431);
    expect(headers.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers.body).toMatchObject({ status: 431, code: 'HEADERS_TOO_LARGE' });
    const body = await tracker.http.post('/issues').send({ title: 'x'.repeat(20_000) });
    expectProblem(body, 413, 'PAYLOAD_TOO_LARGE');
  });

  it('let a client that still sends have its answer', async () => {
    const file = Buffer.alloc(4_000_000, 'x');
    for (let round = 0; round < 15; round += 1) {
      const upload = tracker.http.post('/issues/import').attach('file', file, 'a.csv');
      expectProblem(await upload, 413, 'PAYLOAD_TOO_LARGE');
      const nowhere = tracker.http.post('/nowhere').type('text/plain').send(file.toString());
      expectProblem(await nowhere, 404, 'ROUTE_NOT_FOUND');
      const text = tracker.http.post('/issues').type('text/plain').send(file.toString());
      expectProblem(await text, 415, 'UNSUPPORTED_MEDIA_TYPE');
    }
  });

  it('hang up on who was answered and does not end its body', async () => {
    const head =
      'POST /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 999\r\n\r\n';
    const { text, after } = await sendSlowly(tracker.url, repeat(head, 'x', 60), 100);
    expect(text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 404']);
    expect(after).toBeLessThan(3_000);
  });

  it('answer what is no HTTP with a problem too', async () => {
    const { text } = await sendSlowly(tracker.url, ['NONSENSE\r\n\r\n'], 0);
    expect(text).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*MALFORMED_REQUEST/,
    );
  });

  it('cut off headers that trickle in, with 408', async () => {
    const { text, after } = await sendSlowly(
      tracker.url,
      repeat('GET /issues HTTP/1.1\r\nHost: x\r\n', 'X-More: 1\r\n', 60),
      100,
    );
    expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*application\/problem\+json[\s\S]*REQUEST_TIMEOUT/);
    expect(after).toBeLessThan(3_000);
  });

  it('leave a connection that is kept alive alone', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<boolean>((resolve, reject) => {
        const asked = get(`${tracker.url}/health`, { agent }, (answer) => {
          answer.resume().once('end', () => {
            resolve(asked.reusedSocket);
          });
        }).once('error', reject);
      });
    expect(await ask()).toBe(false);
    await sleep(2_500);
    expect(await ask()).toBe(true);
    agent.destroy();
  });

  it('cut off a body that trickles in, with 408, and store nothing of it', async () => {
    const head =
      'POST /issues HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"title":"';
    const { text, after } = await sendSlowly(tracker.url, repeat(head, 'x', 60), 100);
    expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*application\/problem\+json[\s\S]*REQUEST_TIMEOUT/);
    expect(after).toBeLessThan(3_000);
    expect((await tracker.http.get('/issues').expect(200)).body.total).toBe(0);
  });

  const upload = (length: number) =>
    [
      'POST /issues/import HTTP/1.1',
      'Host: x',
      'Connection: close',
      'Content-Type: multipart/form-data; boundary=b',
      `Content-Length: ${String(length)}`,
      '',
      '',
    ].join('\r\n');
  const opening =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\r\n';
  const closing = '\r\n--b--\r\n';

  it('let an upload take longer while it goes on, and cut off one that does not', async () => {
    const row = `${'x'.repeat(99)}\r\n`.repeat(50);
    const rows = Array<string>(12).fill(row);
    const length = opening.length + 12 * row.length + closing.length;
    const whole = await sendSlowly(tracker.url, [upload(length) + opening, ...rows, closing], 200);
    expect(whole.after).toBeGreaterThan(2_000);
    expect(whole.text).toMatch(/^HTTP\/1\.1 200 [\s\S]*"successful":600/);
    const before = (await tracker.http.get('/issues').expect(200)).body as { total: number };
    const begun = upload(2 * length) + opening + rows.join('');
    const stuck = await sendSlowly(tracker.url, repeat(begun, 'x', 60), 100);
    expect(stuck.after).toBeLessThan(3_000);
    expect(stuck.text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"REQUEST_TIMEOUT"/);
    const stored = Number(/"successful":(\d+)/.exec(stuck.text)?.[1]);
    expect(stored).toBeGreaterThan(0);
    expect((await tracker.http.get('/issues').expect(200)).body.total).toBe(before.total + stored);
    // The place of what was cut off is free.
    await tracker.http.post('/issues/import').attach('file', Buffer.from(row), 'a.csv').expect(400);
  });

  if (__DIALECT__ === 'sqlite') {
    it('do not blame an upload for a database that makes it wait', async () => {
      const other = new Database(tracker.databaseUrl.slice('sqlite:'.length));
      other.exec('BEGIN IMMEDIATE');
      const csv = Buffer.from(`title\n${`${'x'.repeat(400)}\n`.repeat(5_000)}`);
      const started = performance.now();
      const sent = tracker.http.post('/issues/import').attach('file', csv, 'a.csv');
      setTimeout(() => other.exec('ROLLBACK'), 3_000);
      expect((await sent).body).toMatchObject({ successful: 5_000 });
      expect(performance.now() - started).toBeGreaterThan(3_000);
      other.close();
    });
  }

  it('hang up on clients that do not read their export, and serve the others meanwhile', async () => {
    const other = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '2', CONCURRENT_EXPORTS: '4' });
    try {
      // More than lies in the buffers between a server and its client.
      const row = `Long,${'x'.repeat(90_000)}\n`;
      const csv = Buffer.from(`title,description\n${row.repeat(300)}`);
      await other.http.post('/issues/import').attach('file', csv, 'a.csv').expect(200);
      const running = async () =>
        Number(/^exports_running (\d+)$/m.exec((await other.http.get('/metrics')).text)?.[1]);
      const { hostname, port } = new URL(other.url);
      const clients = Array.from({ length: 4 }, () => {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => undefined);
        socket.pause();
        socket.write('GET /issues/export HTTP/1.1\r\nHost: x\r\n\r\n');
        return socket;
      });
      await until(async () => (await running()) === 4);
      expect((await other.http.get('/issues?q=long').expect(200)).body.total).toBe(300);
      await other.http.get('/maintenance/stats').expect(200);
      await until(async () => (await running()) === 0);
      for (const socket of clients) socket.destroy();
      expect((await other.http.get('/issues/export').expect(200)).text.length).toBeGreaterThan(2e7);
    } finally {
      await other.close();
    }
  });

  it('let one import in at a time, and the next one when it is through', async () => {
    const { id } = await createIssue(tracker);
    const length = opening.length + closing.length;
    const slow = sendSlowly(tracker.url, [upload(length) + opening, closing], 500);
    const send = () =>
      tracker.http.post('/issues/import').attach('file', Buffer.from('title\nx\n'), 'a.csv');
    await sleep(200);
    const refused = await send();
    expectProblem(refused, 503, 'TOO_BUSY');
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    await tracker.http.get(`/issues/${String(id)}`).expect(200);
    expect((await slow).text).toMatch(/^HTTP\/1\.1 200 /);
    expect((await send()).status).toBe(200);
  });

  it('let imports in that come one after the other', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      const file = Buffer.from(turn % 2 === 0 ? 'title\nx\n' : 'no title\nx\n');
      const { status } = await tracker.http.post('/issues/import').attach('file', file, 'a.csv');
      expect(status).toBe(turn % 2 === 0 ? 200 : 400);
    }
  });
});
