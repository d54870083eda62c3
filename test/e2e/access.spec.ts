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

  it('A request without a token is refused with 401 and a WWW-Authenticate header', async () => {
    const response = await tracker.http.get('/issues');
    expectProblem(response, 401, 'TOKEN_REQUIRED');
    expect(response.headers['www-authenticate']).toBe('Bearer realm="issue-tracker"');
  });

  it.each([
    ['another scheme', 'Basic YWxhZGRpbjpvcGVuc2VzYW1l'],
    ['no token after the scheme', 'Bearer '],
    ['a forged token', `Bearer itt_${'A'.repeat(43)}`],
    ['characters that no token has', 'Bearer a b'],
    ['a token without end', `Bearer ${'x'.repeat(5000)}`],
    ['SQL', "Bearer ' OR 1=1 --"],
  ])('An Authorization header with %s is refused with 401', async (_name, authorization) => {
    const response = await tracker.http.get('/issues').set('Authorization', authorization);
    expectProblem(response, 401, 'INVALID_TOKEN');
    expect(response.headers['www-authenticate']).toBe(
      'Bearer realm="issue-tracker", error="invalid_token"',
    );
  });

  it('A token has 256 random bits, and only its hash is stored', async () => {
    const { token } = await createToken(tracker, 'Ann', 'read');
    expect(Buffer.from(token.replace('itt_', ''), 'base64url')).toHaveLength(32);
    const runner = tracker.app.get(TransactionRunner);
    const rows = await runner.read(() => runner.manager.query('SELECT * FROM api_tokens'));
    expect(JSON.stringify(rows)).not.toContain(token.slice(4));
  });

  it('A request that the scope of the token does not include is refused with 403', async () => {
    const { token } = await createToken(tracker, 'ann', 'read');
    const reader = withToken(tracker, token);
    await reader.get('/issues').expect(200);
    const response = await reader.post('/issues').send({ title: 'No' });
    expectProblem(response, 403, 'INSUFFICIENT_SCOPE');
    expect(response.headers['www-authenticate']).toBe(
      'Bearer realm="issue-tracker", error="insufficient_scope", scope="write"',
    );
  });

  it('The token is checked before the body is parsed and the route is looked up', async () => {
    const malformed = tracker.http.post('/issues').set('Content-Type', 'application/json');
    expectProblem(await malformed.send('{'), 401, 'TOKEN_REQUIRED');
    expectProblem(await tracker.http.get('/nowhere?x=1'), 401, 'TOKEN_REQUIRED');
    const { token } = await createToken(tracker, 'ann', 'read');
    expectProblem(await withToken(tracker, token).get('/nowhere?x=1'), 404, 'ROUTE_NOT_FOUND');
  });

  it('A user can change its own names, and only an admin can change other users or the active flag', async () => {
    const root = await addUser(tracker, 'root');
    const rootClient = withToken(tracker, (await createToken(tracker, 'root', 'admin')).token);
    const writer = withToken(tracker, (await createToken(tracker, 'bob', 'write')).token);
    for (const body of [
      { active: false },
      { username: 'toor' },
      { full_name: 'x', active: true },
    ]) {
      const response = await writer.patch(`/users/${String(root)}`).send(body);
      const [field = ''] = Object.keys(body);
      expectProblem(response, 403, 'FOREIGN_USER', { pointer: `/${field}` });
      expect(response.headers['www-authenticate']).toContain('scope="admin"');
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

  it('The author of a comment is the user of the token, and only an admin can name another', async () => {
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
  it('A comment needs an author_id when the server asks for no tokens', async () => {
    const tracker = await createTestApp();
    try {
      await tracker.http.post('/issues').send({ title: 'One' }).expect(201);
      const response = await tracker.http.post('/issues/1/comments').send({ body: 'Whose?' });
      expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: '/author_id' });
    } finally {
      await tracker.close();
    }
  });
});
