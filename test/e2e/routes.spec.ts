/** @once invalid input is refused before the database is used */
import type { Response } from 'supertest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operations = Partial<Record<Method, { responses: Record<string, unknown> }>>;

const BAD_IDS = ['abc', '0', '-1', '99999999999', '1e3', '2147483648', '1.5', '01', '%20'];

const WITH_ID: [Method, string, string][] = [
  ['get', '/issues/{}', 'id'],
  ['patch', '/issues/{}', 'id'],
  ['put', '/issues/{}/labels', 'id'],
  ['get', '/issues/{}/comments', 'id'],
  ['post', '/issues/{}/comments', 'id'],
  ['patch', '/issues/1/comments/{}', 'comment_id'],
  ['delete', '/issues/1/comments/{}', 'comment_id'],
  ['get', '/labels/{}', 'id'],
  ['patch', '/labels/{}', 'id'],
  ['delete', '/labels/{}', 'id'],
  ['get', '/users/{}', 'id'],
  ['patch', '/users/{}', 'id'],
];

const WITH_BODY: [Method, string, object][] = [
  ['post', '/issues', { title: 'x' }],
  ['patch', '/issues/1', { version: 1 }],
  ['put', '/issues/1/labels', { label_names: [] }],
  ['post', '/issues/bulk-status', { issue_ids: [1], status: 'open' }],
  ['post', '/issues/1/comments', { body: 'x', author_id: 1 }],
  ['patch', '/issues/1/comments/1', { body: 'x' }],
  ['post', '/labels', { name: 'x' }],
  ['patch', '/labels/1', {}],
  ['post', '/users', { username: 'someone', email: 'someone@example.com' }],
  ['patch', '/users/1', {}],
];

describe('validation on every route', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    const author_id = await createUser(tracker);
    await createIssue(tracker);
    await tracker.http.post('/labels').send({ name: 'first' }).expect(201);
    await tracker.http.post('/issues/1/comments').send({ body: 'x', author_id }).expect(201);
  });
  afterAll(() => tracker.close());

  it.each(WITH_ID)('Malformed ids are refused by %s %s', async (method, path, parameter) => {
    for (const id of BAD_IDS) {
      const request = tracker.http[method](path.replace('{}', id));
      const valid = WITH_BODY.find(
        ([other, template]) => other === method && template === path.replace('{}', '1'),
      );
      const response = await (valid ? request.send(valid[2]) : request);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter });
    }
  });

  it.each(WITH_BODY)(
    'Invalid bodies and unknown parameters are refused by %s %s',
    async (method, path, valid) => {
      const send = async (type: string, body: string): Promise<Response> =>
        tracker.http[method](path).set('Content-Type', type).send(body);
      const json = 'application/json';
      for (const body of ['[]', `[${JSON.stringify(valid)}]`, '"text"', '7', 'true']) {
        expectProblem(await send(json, body), 422, 'VALIDATION_FAILED');
      }
      for (const body of ['{', '{"a":}', 'nonsense', '{"a":1}}']) {
        expectProblem(await send(json, body), 400, 'MALFORMED_BODY');
      }
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
        const response = await send(type, JSON.stringify(valid));
        expectProblem(response, 415, 'UNSUPPORTED_MEDIA_TYPE');
      }
      const unknown = await tracker.http[method](path).send({ ...valid, surprise: 1 });
      expectProblem(unknown, 422, 'VALIDATION_FAILED', { pointer: '/surprise' });
      const query = await tracker.http[method](`${path}?surprise=1`).send(valid);
      expectProblem(query, 422, 'VALIDATION_FAILED', { parameter: 'surprise' });
    },
  );

  it('Every route documents its errors, and the documentation loads nothing from other hosts', async () => {
    const { body } = await tracker.http.get('/docs-json').expect(200);
    const paths = body.paths as Record<string, Operations>;
    for (const [method, path] of [...WITH_ID, ...WITH_BODY]) {
      const template = path
        .replace(/\/issues\/(\{\}|1)/, '/issues/{id}')
        .replace(/\/comments\/(\{\}|1)/, '/comments/{comment_id}')
        .replace(/^\/(labels|users)\/(\{\}|1)$/, '/$1/{id}');
      const responses = Object.keys(paths[template]?.[method]?.responses ?? {});
      expect([template, method, responses]).toEqual([
        template,
        method,
        expect.arrayContaining(['422', '500', '503']),
      ]);
      expect(responses.filter((status) => status.startsWith('2'))).toHaveLength(1);
    }
    const page = await tracker.http.get('/docs').expect(200);
    const loaded = [...page.text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(
      ([, link = '']) => link,
    );
    expect(loaded.length).toBeGreaterThan(2);
    for (const link of loaded.filter((link) => !link.startsWith('data:'))) {
      expect(link).not.toMatch(/^(https?:)?\/\//);
      await tracker.http.get(new URL(link, 'http://localhost/docs').pathname).expect(200);
    }
  });
});
