/** @workers the repetition of a request may reach another process */
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('Idempotency-Key', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const post = (path: string, key: string, body: object) =>
    tracker.http.post(path).set('Idempotency-Key', key).send(body);

  const total = async () => ((await tracker.http.get('/issues')).body as { total: number }).total;

  it('A repeated creation with one Idempotency-Key replays the response and creates one issue', async () => {
    const first = await post('/issues', 'one', { title: 'Once' }).expect(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    await tracker.http
      .patch(`/issues/${String(first.body.id)}`)
      .send({ version: 1, title: 'Changed since' });
    const second = await post('/issues', 'one', { title: 'Once' }).expect(201);
    expect(second.body).toEqual(first.body);
    expect(second.text).toBe(first.text);
    for (const name of ['location', 'etag', 'content-type']) {
      expect(second.headers[name]).toBe(first.headers[name]);
    }
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    await post('/issues', 'two', { title: 'Once' }).expect(201);
    expect(await total()).toBe(2);
  });

  it('20 concurrent creations with one Idempotency-Key create one issue; each is replayed or 409', async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => post('/issues', 'burst', { title: 'Once' })),
    );
    const made = responses.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ text }) => text)).size).toBe(1);
    for (const response of responses.filter(({ status }) => status !== 201)) {
      expectProblem(response, 409, 'IDEMPOTENCY_KEY_IN_FLIGHT');
    }
    expect(await total()).toBe(1);
  });

  it('An Idempotency-Key is refused for another payload or another path', async () => {
    const { id } = await createIssue(tracker);
    await post('/issues', 'mine', { title: 'Once' }).expect(201);
    const other = await post('/issues', 'mine', { title: 'Twice' });
    expectProblem(other, 422, 'IDEMPOTENCY_KEY_REUSED', { parameter: 'Idempotency-Key' });
    const path = await post('/issues/bulk-status', 'mine', { issue_ids: [id], status: 'closed' });
    expectProblem(path, 422, 'IDEMPOTENCY_KEY_REUSED');
    expect(await total()).toBe(2);
  });

  it('An Idempotency-Key works for comments and bulk changes', async () => {
    const author_id = await createUser(tracker);
    const [id = 0] = await createIssues(tracker, 1);
    const comments = `/issues/${String(id)}/comments`;
    const said = await post(comments, 'said', { body: 'Once', author_id }).expect(201);
    expect((await post(comments, 'said', { body: 'Once', author_id })).body).toEqual(said.body);
    const bulk = { issue_ids: [id], status: 'resolved', versions: { [String(id)]: 1 } };
    const first = await post('/issues/bulk-status', 'bulk', bulk).expect(200);
    const second = await post('/issues/bulk-status', 'bulk', bulk).expect(200);
    expect(second.body).toEqual(first.body);
    expect(await getIssue(tracker, id)).toMatchObject({ version: 2, comments_count: 1 });
  });

  it('An Idempotency-Key can be used again after a request that failed', async () => {
    expectProblem(await post('/issues', 'try', { title: '' }), 422, 'VALIDATION_FAILED');
    expectProblem(
      await post('/issues', 'try', { title: 'x', assignee_id: 99 }),
      400,
      'UNKNOWN_USER',
    );
    await post('/issues', 'try', { title: 'Now' }).expect(201);
    expect(await total()).toBe(1);
  });

  it('Where an Idempotency-Key has no effect the document says so, and repeating is safe', async () => {
    const { body } = await tracker.http.get('/docs-json').expect(200);
    const { info, paths } = body as {
      info: { description: string };
      paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
    };
    expect(info.description).toContain(
      '`Idempotency-Key` works where an operation has that parameter',
    );
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { parameters }]) => parameters.some(({ name }) => name === 'Idempotency-Key'))
        .map(([method]) => `${method} ${path}`),
    );
    expect(operations.sort()).toEqual([
      'post /changes/{change_id}/revert',
      'post /issues',
      'post /issues/bulk',
      'post /issues/bulk-status',
      'post /issues/import',
      'post /issues/{id}/comments',
    ]);
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    const labels = { label_names: ['repeated'] };
    const repeat = async (
      method: 'post' | 'put' | 'patch' | 'delete',
      target: string,
      [first, second]: [number, number],
      sent: object = {},
    ) => {
      for (const status of [first, second]) {
        const request = tracker.http[method](target).set('Idempotency-Key', 'same').send(sent);
        const { headers } = await request.expect(status);
        expect(headers).not.toHaveProperty('idempotency-replayed');
      }
    };
    await repeat('patch', path, [200, 409], { version: 1, title: 'Changed' });
    await repeat('put', `${path}/labels`, [200, 200], labels);
    await repeat('post', '/labels', [201, 409], { name: 'one' });
    await repeat('post', '/users', [201, 409], { username: 'one', email: 'one@example.com' });
    await repeat('delete', `${path}?version=3`, [204, 404]);
    await repeat('post', `${path}/restore`, [200, 200]);
    expect((await getIssue(tracker, id)).version).toBe(5);
  });

  it('An Idempotency-Key that is empty, too long or not visible ASCII is refused', async () => {
    for (const key of [' ', 'a b', 'x'.repeat(256), 'é']) {
      expectProblem(await post('/issues', key, { title: 'x' }), 422, 'VALIDATION_FAILED', {
        parameter: 'Idempotency-Key',
      });
    }
    await post('/issues', 'x'.repeat(255), { title: 'x' }).expect(201);
  });

  it('An Idempotency-Key expires after 24 hours, and not before', async () => {
    const runner = tracker.app.get(TransactionRunner);
    const makeOld = (milliseconds: number) =>
      runner.run(() =>
        runner.query('UPDATE idempotency_keys SET created_at = ?', [
          new Date(Date.now() - milliseconds).toISOString(),
        ]),
      );
    const first = await post('/issues', 'daily', { title: 'Today' }).expect(201);
    await makeOld(86_340_000);
    expect((await post('/issues', 'daily', { title: 'Today' })).body).toEqual(first.body);
    await makeOld(86_401_000);
    const next = await post('/issues', 'daily', { title: 'Tomorrow' }).expect(201);
    expect(next.body.id).not.toBe(first.body.id);
  });
});
