import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { addUser, createToken, withToken } from '../support/tokens.js';

describe('access with tokens', () => {
  let tracker: TestApp;
  let ann: number;
  let bob: number;

  beforeAll(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token' });
    ann = await addUser(tracker, 'ann');
    bob = await addUser(tracker, 'bob');
  });
  afterAll(() => tracker.close());

  it('asks for a token, and says how', async () => {
    const answer = await tracker.http.get('/issues');
    expectProblem(answer, 401, 'TOKEN_REQUIRED');
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="issue-tracker"');
  });

  it.each([
    ['another scheme', 'Basic YWxhZGRpbjpvcGVuc2VzYW1l'],
    ['no token after the scheme', 'Bearer '],
    ['a forged token', `Bearer itt_${'A'.repeat(43)}`],
    ['characters that no token has', 'Bearer a b'],
    ['a token without end', `Bearer ${'x'.repeat(5000)}`],
    ['SQL', "Bearer ' OR 1=1 --"],
  ])('refuses %s', async (_name, authorization) => {
    const answer = await tracker.http.get('/issues').set('Authorization', authorization);
    expectProblem(answer, 401, 'INVALID_TOKEN');
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="issue-tracker", error="invalid_token"',
    );
  });

  it('keeps a hash, never the token, and 256 random bits in it', async () => {
    const { token } = await createToken(tracker, 'Ann', 'read');
    expect(Buffer.from(token.replace('itt_', ''), 'base64url')).toHaveLength(32);
    const runner = tracker.app.get(TransactionRunner);
    const rows = await runner.read(() => runner.manager.query('SELECT * FROM api_tokens'));
    expect(JSON.stringify(rows)).not.toContain(token.slice(4));
  });

  it('refuses what the scope does not include', async () => {
    const { token } = await createToken(tracker, 'ann', 'read');
    const reader = withToken(tracker, token);
    await reader.get('/issues').expect(200);
    const answer = await reader.post('/issues').send({ title: 'No' });
    expectProblem(answer, 403, 'INSUFFICIENT_SCOPE');
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="issue-tracker", error="insufficient_scope", scope="write"',
    );
  });

  it('judges the token before it reads a body or looks for a route', async () => {
    const malformed = tracker.http.post('/issues').set('Content-Type', 'application/json');
    expectProblem(await malformed.send('{'), 401, 'TOKEN_REQUIRED');
    expectProblem(await tracker.http.get('/nowhere?x=1'), 401, 'TOKEN_REQUIRED');
    const { token } = await createToken(tracker, 'ann', 'read');
    expectProblem(await withToken(tracker, token).get('/nowhere?x=1'), 404, 'ROUTE_NOT_FOUND');
  });

  it('lets a writer change its own names, and only an admin other users or who is active', async () => {
    const root = await addUser(tracker, 'root');
    const rootClient = withToken(tracker, (await createToken(tracker, 'root', 'admin')).token);
    const writer = withToken(tracker, (await createToken(tracker, 'bob', 'write')).token);
    for (const body of [
      { active: false },
      { username: 'toor' },
      { full_name: 'x', active: true },
    ]) {
      const answer = await writer.patch(`/users/${String(root)}`).send(body);
      const [field = ''] = Object.keys(body);
      expectProblem(answer, 403, 'FOREIGN_USER', { pointer: `/${field}` });
      expect(answer.headers['www-authenticate']).toContain('scope="admin"');
    }
    const self = await writer.patch(`/users/${String(bob)}`).send({ active: false });
    expectProblem(self, 403, 'FOREIGN_USER', { pointer: '/active' });
    await writer
      .patch(`/users/${String(bob)}`)
      .send({ full_name: 'Bob' })
      .expect(200);
    const { body } = await rootClient.get(`/users/${String(root)}`).expect(200);
    expect(body).toMatchObject({ username: 'root', active: true, full_name: null });
    await rootClient
      .patch(`/users/${String(bob)}`)
      .send({ full_name: 'Robert' })
      .expect(200);
  });

  it('makes the user of the token the author, and lets only an admin name another', async () => {
    const writer = withToken(tracker, (await createToken(tracker, 'ann', 'write')).token);
    const admin = withToken(tracker, (await createToken(tracker, 'ann', 'admin')).token);
    const { body: issue } = await writer.post('/issues').send({ title: 'One' }).expect(201);
    const path = `/issues/${String(issue.id)}/comments`;
    expect((await writer.post(path).send({ body: 'Mine' }).expect(201)).body.author_id).toBe(ann);
    await writer.post(path).send({ body: 'Mine', author_id: ann }).expect(201);
    const foreign = await writer.post(path).send({ body: 'Not mine', author_id: bob });
    expectProblem(foreign, 403, 'FOREIGN_AUTHOR', { pointer: '/author_id' });
    const allowed = await admin.post(path).send({ body: 'For Bob', author_id: bob }).expect(201);
    expect(allowed.body.author_id).toBe(bob);
  });
});

describe('access without tokens', () => {
  it('still wants an author', async () => {
    const tracker = await createTestApp();
    try {
      await tracker.http.post('/issues').send({ title: 'One' }).expect(201);
      const answer = await tracker.http.post('/issues/1/comments').send({ body: 'Whose?' });
      expectProblem(answer, 422, 'VALIDATION_FAILED', { pointer: '/author_id' });
    } finally {
      await tracker.close();
    }
  });
});
