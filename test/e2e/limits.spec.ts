/**
 * @once rate limits do not use the database
 * @workers the processes share their counts
 */
import { RateLimits, WINDOW_SECONDS } from '../../src/auth/rate-limits.js';
import { TokensService } from '../../src/auth/tokens.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { expectProblem } from '../support/problem.js';
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
