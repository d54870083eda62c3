/** @workers each process caches tokens for a while */
import { ApiTokensRepository } from '../../src/auth/api-tokens.repository.js';
import { TokensService } from '../../src/auth/tokens.service.js';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

/** For as long a token may be accepted that is not valid any more. */
const MAX_STALE_MS = 5_000;

/** Concurrent requests: enough that every process gets one. */
const CONCURRENT_REQUESTS = 16;

type Client = ReturnType<typeof withToken>;

describe('tokens in use', () => {
  let tracker: TestApp;
  let bob: number;
  const lines: { request_id: string; actor_id: number | null; route: string; status: number }[] =
    [];

  beforeAll(async () => {
    // Attempts with a refused token count against the limit of their address.
    const env = { AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '0' };
    tracker = await createTestApp(env, (line) => lines.push(JSON.parse(line)));
    await addUser(tracker, 'ann');
    bob = await addUser(tracker, 'bob');
  });
  afterAll(() => tracker.close());

  const uses = (client: Client) =>
    Promise.all(Array.from({ length: 20 }, () => client.get('/issues').expect(200)));

  /** Repeats until every process refuses the token; none may accept a request sent after the limit. */
  async function expectRefusedInTime(client: Client): Promise<void> {
    const changed = performance.now();
    await until(async () => {
      const sent = performance.now() - changed;
      const responses = await Promise.all(
        Array.from({ length: CONCURRENT_REQUESTS }, () => client.get('/issues')),
      );
      const refused = responses.filter(({ status }) => status !== 200);
      for (const response of refused) expectProblem(response, 401, 'INVALID_TOKEN');
      if (refused.length < CONCURRENT_REQUESTS) expect(sent).toBeLessThan(MAX_STALE_MS);
      return refused.length === CONCURRENT_REQUESTS;
    });
  }

  it('A token that is revoked or expired, or whose user is deactivated, is refused within 5 seconds', async () => {
    const gone = await addUser(tracker, 'gone');
    const revoked = await createToken(tracker, 'ann', 'read');
    const expired = await createToken(tracker, 'ann', 'read', 1);
    const theirs = await createToken(tracker, 'gone', 'read');
    const admin = withToken(tracker, (await createToken(tracker, 'ann', 'admin')).token);
    const clients = [revoked, expired, theirs].map(({ token }) => withToken(tracker, token));
    await Promise.all(clients.map(uses));
    await tracker.app.get(TokensService).revoke(revoked.id);
    const runner = tracker.app.get(TransactionRunner);
    await runner.run(() =>
      runner.manager.query(
        `UPDATE api_tokens SET expires_at = '2020-01-01T00:00:00.000Z' WHERE id = ${String(expired.id)}`,
      ),
    );
    await admin
      .patch(`/users/${String(gone)}`)
      .send({ active: false })
      .expect(200);
    await Promise.all(clients.map(expectRefusedInTime));
  });

  it('The last use of a token is recorded once a minute', async () => {
    const find = async (id: number) => {
      const runner = tracker.app.get(TransactionRunner);
      return (await runner.read(() => tracker.app.get(ApiTokensRepository).findById(id)))
        ?.lastUsedAt;
    };
    const first = await createToken(tracker, 'ann', 'read');
    const before = Date.now();
    await uses(withToken(tracker, first.token));
    await until(async () => (await find(first.id)) !== null);
    const recorded = await find(first.id);
    expect(recorded?.getTime()).toBeGreaterThanOrEqual(before);
    await uses(withToken(tracker, first.token));
    // Uses are recorded in order: a second one of the first token would be recorded by now.
    const later = await createToken(tracker, 'ann', 'read');
    await uses(withToken(tracker, later.token));
    await until(async () => (await find(later.id)) !== null);
    expect(await find(first.id)).toEqual(recorded);
  });

  it('The request log names the user of the token', async () => {
    const { token } = await createToken(tracker, 'bob', 'read');
    const [who, nobody] = ['asked-by-bob', 'asked-by-nobody'];
    await withToken(tracker, token).get('/labels').set('X-Request-Id', who).expect(200);
    await tracker.http.get('/labels').set('X-Request-Id', nobody).expect(401);
    const lineOf = (id: string) => lines.find(({ request_id }) => request_id === id);
    await until(() => lineOf(who) !== undefined && lineOf(nobody) !== undefined);
    expect(lineOf(who)).toMatchObject({ route: '/labels', status: 200, actor_id: bob });
    expect(lineOf(nobody)).toMatchObject({ route: '/labels', status: 401, actor_id: null });
  });
});
