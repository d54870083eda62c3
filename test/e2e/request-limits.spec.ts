/** @once requests that are too large or too slow are refused before the database is used */
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { endlessly, type RawResponse, sendSlowly } from '../support/raw-client.js';

describe('rate limits by address', () => {
  it('The rate limit counts the address that a trusted proxy names, and an IPv6 /64 as one', async () => {
    const proxied = await createTestApp({ RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: 'true' });
    try {
      const ask = async (forwarded: string) =>
        (await proxied.http.get('/issues').set('X-Forwarded-For', forwarded)).status;
      // The proxy appends the true address to what the client claims.
      const statuses = [await ask('1.1.1.1, 9.9.9.9'), await ask('2.2.2.2, 9.9.9.9')];
      expect([...statuses, await ask('3.3.3.3, 9.9.9.9')]).toEqual([200, 200, 429]);
      expect(await ask('9.9.9.8')).toBe(200);
      const network = [await ask('2001:db8::1'), await ask('2001:db8:0:0:ffff::2')];
      expect([...network, await ask('2001:db8::3')]).toEqual([200, 200, 429]);
      expect(await ask('2001:db8:0:1::1')).toBe(200);
    } finally {
      await proxied.close();
    }
  });

  it('The rate limit is off by default without tokens, and 600 a minute with tokens', async () => {
    const open = await createTestApp();
    const closed = await createTestApp({ AUTH_MODE: 'token' });
    try {
      expect((await open.http.get('/issues').expect(200)).headers.ratelimit).toBeUndefined();
      const { headers } = await closed.http.get('/issues').expect(401);
      expect(headers['ratelimit-policy']).toBe('"minute-per-host";q=600;w=60');
    } finally {
      await open.close();
      await closed.close();
    }
  });
});

describe('size limits', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({
      BODY_LIMIT: '10kb',
      HEADER_LIMIT: '16kb',
      URL_LIMIT: '8kb',
      UPLOAD_LIMIT: '3mb',
    });
  });
  afterAll(() => tracker.close());

  it('A URL, headers and a body that are too long are refused with 414, 431 and 413', async () => {
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

  it('A client that is still sending receives the response to its refused request', async () => {
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

  it('Data that is not HTTP is refused with 400 and a problem document', async () => {
    const { text } = await sendSlowly(tracker.url, ['NONSENSE\r\n\r\n'], 0);
    expect(text).toMatch(
      /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*MALFORMED_REQUEST/,
    );
  });
});

const CUT_OFF = /^HTTP\/1\.1 408 [\s\S]*application\/problem\+json[\s\S]*REQUEST_TIMEOUT/;

/** Between two bytes of a client that would go on for ever: the server has to disconnect it. */
const TRICKLE_MS = 100;

describe('time limits', () => {
  let tracker: TestApp;
  let unfinished: Promise<RawResponse>;
  let headers: Promise<RawResponse>;
  let body: Promise<RawResponse>;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  const trickle = (first: string, piece = 'x') =>
    sendSlowly(tracker.url, endlessly(first, piece), TRICKLE_MS);

  const trickleBody = () =>
    trickle(
      'POST /issues HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"title":"',
    );

  /** Sends a request on a kept-alive connection; returns whether the connection was reused. */
  const requestAgain = () =>
    new Promise<boolean>((resolve, reject) => {
      const sent = get(`${tracker.url}/health`, { agent }, (response) => {
        response.resume().once('end', () => {
          resolve(sent.reusedSocket);
        });
      }).once('error', reject);
    });

  beforeAll(async () => {
    tracker = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '1' });
    expect(await requestAgain()).toBe(false);
    // All of them at once, so that they time out together.
    unfinished = trickle(
      'POST /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 999\r\n\r\n',
    );
    headers = trickle('GET /issues HTTP/1.1\r\nHost: localhost\r\n', 'X-More: 1\r\n');
    body = trickleBody();
  });
  afterAll(async () => {
    agent.destroy();
    await tracker.close();
  });

  it('A client that has its response and does not end its body is disconnected', async () => {
    expect((await unfinished).text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 404']);
  });

  it('Headers that trickle in are cut off with 408', async () => {
    expect((await headers).text).toMatch(CUT_OFF);
  });

  it('A body that trickles in is cut off with 408, and nothing of it is stored', async () => {
    expect((await body).text).toMatch(CUT_OFF);
    expect((await tracker.http.get('/issues').expect(200)).body.total).toBe(0);
  });

  it('An idle kept-alive connection is not cut off', async () => {
    // It has been idle for longer than those that have been cut off.
    await Promise.all([unfinished, headers, body]);
    expect(await requestAgain()).toBe(true);
  });
});

describe('upload time limits', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '1', CONCURRENT_IMPORTS: '1' });
  });
  afterEach(() => tracker.close());

  const opening =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\r\n';
  const closing = '\r\n--b--\r\n';
  const upload = (length: number) =>
    [
      'POST /issues/import HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      'Content-Type: multipart/form-data; boundary=b',
      `Content-Length: ${String(length)}`,
      '',
      opening,
    ].join('\r\n');

  const total = async () => (await tracker.http.get('/issues').expect(200)).body.total as number;

  /** Returns when the limit has passed: a client that began at this call has been cut off. */
  const limitPasses = () =>
    sendSlowly(
      tracker.url,
      endlessly('GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-More: 1\r\n'),
      TRICKLE_MS,
    );

  it('An upload may take longer than REQUEST_TIMEOUT_SECONDS while it goes on', async () => {
    const state = { late: false, pieces: 0 };
    const late = limitPasses().then(() => (state.late = true));
    // Far more than required, so that a busy machine sends enough too.
    const piece = `${'x'.repeat(499)}\r\n`.repeat(40);
    async function* body() {
      yield opening;
      for (; !state.late; state.pieces += 1) {
        yield piece;
        await sleep(TRICKLE_MS);
      }
      yield closing;
    }
    const response = await fetch(`${tracker.url}/issues/import`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: ReadableStream.from(body()).pipeThrough(new TextEncoderStream()),
      duplex: 'half',
    });
    await late;
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ successful: 40 * state.pieces });
  });

  it('An upload that has become too slow is cut off with 408, and none of its rows is stored', async () => {
    const before = await total();
    const rows = `${'x'.repeat(99)}\r\n`.repeat(600);
    const begun = upload(2 * rows.length) + rows;
    const { text } = await sendSlowly(tracker.url, endlessly(begun, 'x'), TRICKLE_MS);
    expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"REQUEST_TIMEOUT"/);
    expect(await total()).toBe(before);
    // The upload that was cut off no longer counts as running.
    const next = tracker.http.post('/issues/import');
    await next.attach('file', Buffer.from('no title\n'), 'a.csv').expect(400);
  });

  if (__DIALECT__ === 'sqlite') {
    it('An upload that waits for the database is not cut off', async () => {
      const other = new Database(tracker.databaseUrl.slice('sqlite:'.length));
      other.exec('BEGIN IMMEDIATE');
      // More than lies in the buffers between a client and the server.
      const csv = Buffer.from(`title,description\n${`x,${'y'.repeat(20_000)}\n`.repeat(500)}`);
      const sent = Promise.resolve(
        tracker.http.post('/issues/import').attach('file', csv, 'a.csv'),
      );
      await limitPasses();
      await limitPasses();
      other.exec('ROLLBACK');
      expect((await sent).body).toMatchObject({ successful: 500 });
      other.close();
    });
  }
});
