/**
 * @once rate and concurrency limits do not use the database
 * @workers the processes share their counts
 */
import { RateLimits, WINDOW_SECONDS } from '../../src/auth/rate-limits.js';
import { TokensService } from '../../src/auth/tokens.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { createIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { startUpload } from '../support/raw-upload.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

describe('rate limits', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '5' });
    await addUser(tracker, 'ann');
  });
  afterAll(() => tracker.close());

  it('Each token has its own rate limit, and the RateLimit header says what is left', async () => {
    const first = withToken(tracker, (await createToken(tracker, 'ann', 'read')).token);
    const other = withToken(tracker, (await createToken(tracker, 'ann', 'read')).token);
    for (let left = 4; left >= 0; left -= 1) {
      const { headers } = await first.get('/issues').expect(200);
      expect(headers['ratelimit-policy']).toBe('"minute-per-host";q=5;w=60');
      expect(headers.ratelimit).toMatch(new RegExp(`^"minute-per-host";r=${String(left)};t=\\d+$`));
    }
    const refused = await first.get('/labels');
    expectProblem(refused, 429, 'RATE_LIMITED');
    expect(refused.headers.ratelimit).toContain(`;t=${String(refused.headers['retry-after'])}`);
    await other.get('/issues').expect(200);
  });

  it('Requests without a valid token are limited by address on all routes but /health', async () => {
    const guesses = ['/issues', '/nowhere', '/users', '/metrics', '/issues'];
    for (const path of guesses) {
      const guess = tracker.http.get(path).set('Authorization', `Bearer itt_${path.slice(1)}`);
      expectProblem(await guess, 401, 'INVALID_TOKEN');
    }
    expectProblem(await tracker.http.get('/issues'), 429, 'RATE_LIMITED');
    for (let ask = 0; ask < 10; ask += 1) await tracker.http.get('/health').expect(200);
  });
});

it('No caller is told to wait longer than the window of the limit', async () => {
  const limits = new RateLimits();
  for (let caller = 0; caller < 10_000; caller += 1) {
    const { secondsLeft } = await limits.hit(String(caller));
    expect(secondsLeft).toBeGreaterThan(0);
    expect(secondsLeft).toBeLessThanOrEqual(WINDOW_SECONDS);
  }
});

describe('rate limits before the lookup of a token', () => {
  it('An address at its limit costs no lookup, and valid tokens that were used are served from it', async () => {
    const tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '10' });
    try {
      await addUser(tracker, 'ann');
      const ann = withToken(tracker, (await createToken(tracker, 'ann', 'read')).token);
      await ann.get('/issues').expect(200);
      const guess = (text: string) =>
        tracker.http.get('/issues').set('Authorization', `Bearer itt_${text}`);
      const guesses = await Promise.all(
        Array.from({ length: 30 }, (_, index) => guess(String(index))),
      );
      // The valid token counts by itself, not by the address.
      expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
      expect(guesses.filter(({ status }) => status === 429)).toHaveLength(20);
      const served = await ann.get('/issues').expect(200);
      expect(served.headers.ratelimit).toMatch(/;r=8;/);
      await tamper(tracker.databaseUrl, 'ALTER TABLE api_tokens RENAME TO elsewhere');
      // A lookup would fail now.
      expectProblem(await guess('late'), 429, 'RATE_LIMITED');
      await tamper(tracker.databaseUrl, 'ALTER TABLE elsewhere RENAME TO api_tokens');
    } finally {
      await tracker.close();
    }
  });

  it('A token that has been revoked counts by its address again', async () => {
    const tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '500' });
    try {
      await addUser(tracker, 'ann');
      const { id, token } = await createToken(tracker, 'ann', 'read');
      const ann = withToken(tracker, token);
      await ann.get('/issues').expect(200);
      await tracker.app.get(TokensService).revoke(id);
      const remaining = async () => {
        const { status, headers } = await ann.get('/issues');
        return status === 401 && /;r=49\d;/.test(headers.ratelimit ?? '');
      };
      await until(remaining);
    } finally {
      await tracker.close();
    }
  });
});

describe('concurrency limits', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ CONCURRENT_IMPORTS: '1' });
  });
  afterAll(() => tracker.close());

  it('An import beyond CONCURRENT_IMPORTS is 503, and the next one succeeds when it has ended', async () => {
    const { id } = await createIssue(tracker);
    const slow = await startUpload(tracker.url);
    const send = () =>
      tracker.http.post('/issues/import').attach('file', Buffer.from('title\nx\n'), 'a.csv');
    const refused = await send();
    expectProblem(refused, 503, 'TOO_BUSY');
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    await tracker.http.get(`/issues/${String(id)}`).expect(200);
    expect(await slow.finish()).toMatch(/^HTTP\/1\.1 200 /);
    expect((await send()).status).toBe(200);
  });

  it('One client has at most CONCURRENT_PER_CLIENT of the imports, and others have the rest', async () => {
    const other = await createTestApp({
      CONCURRENT_IMPORTS: '3',
      CONCURRENT_PER_CLIENT: '2',
      TRUST_PROXY: '1',
    });
    const from = (address: string) => ({ 'X-Forwarded-For': address });
    const send = (address: string) =>
      other.http
        .post('/issues/import')
        .set(from(address))
        .attach('file', Buffer.from('title\nx\n'), 'a.csv');
    try {
      const slow = [
        await startUpload(other.url, from('2001:db8::1')),
        await startUpload(other.url, from('2001:db8::2')),
      ];
      const refused = await send('2001:db8::3');
      expectProblem(refused, 503, 'TOO_BUSY');
      expect(refused.body.detail).toMatch(/^CONCURRENT_PER_CLIENT=2 of yours/);
      expect((await send('192.0.2.1')).status).toBe(200);
      slow.push(await startUpload(other.url, from('192.0.2.1')));
      expectProblem(await send('192.0.2.2'), 503, 'TOO_BUSY');
      for (const upload of slow) expect(await upload.finish()).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      await other.close();
    }
  });

  it('Each token has its own CONCURRENT_PER_CLIENT', async () => {
    const other = await createTestApp({ AUTH_MODE: 'token', CONCURRENT_PER_CLIENT: '1' });
    try {
      await addUser(other, 'ann');
      const authorization = async () =>
        `Bearer ${(await createToken(other, 'ann', 'admin')).token}`;
      const [first, second] = [await authorization(), await authorization()];
      const send = (header: string) =>
        other.http
          .post('/issues/import')
          .set('Authorization', header)
          .attach('file', Buffer.from('title\nx\n'), 'a.csv');
      const slow = await startUpload(other.url, { Authorization: first });
      expectProblem(await send(first), 503, 'TOO_BUSY');
      expectProblem(await send(first.replace('Bearer ', 'bearer  ')), 503, 'TOO_BUSY');
      expect((await send(second)).status).toBe(200);
      expect(await slow.finish()).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      await other.close();
    }
  });

  it('Imports one after the other never exceed CONCURRENT_IMPORTS', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      const file = Buffer.from(turn % 2 === 0 ? 'title\nx\n' : 'no title\nx\n');
      const { status } = await tracker.http.post('/issues/import').attach('file', file, 'a.csv');
      expect(status).toBe(turn % 2 === 0 ? 200 : 400);
    }
  });
});
