import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import {
  absolute,
  inlined,
  type Method,
  type OpenApiDocument,
  operationsOf,
  readDocument,
} from '../support/openapi.js';

type Row = [operationId: string, method: Method, path: string, body: object];

const MAX_ID = 2_147_483_647;
const NUL = String.fromCharCode(0);

const create = (body: object): Row => ['createIssue', 'post', '/issues', { title: 'One', ...body }];
const user = (body: object): Row => ['updateUser', 'patch', '/users/1', body];
const label = (body: object): Row => ['updateLabel', 'patch', '/labels/1', body];
const labels = (...label_names: unknown[]): Row => [
  'replaceLabels',
  'put',
  '/issues/1/labels',
  { label_names },
];
const bulk = (body: object): Row => [
  'setStatusOfIssues',
  'post',
  '/issues/bulk-status',
  { issue_ids: [1], status: 'open', ...body },
];

const ROWS: readonly Row[] = [
  create({}),
  create({ surprise: 1 }),
  create({ title: '' }),
  create({ title: ' \t' }),
  create({ title: 'x'.repeat(500) }),
  create({ title: 'x'.repeat(501) }),
  create({ title: '😀'.repeat(500) }),
  create({ title: `a${NUL}b` }),
  create({ title: null }),
  create({ description: '' }),
  create({ description: null }),
  create({ description: NUL }),
  create({ status: 'open' }),
  create({ status: 'Open' }),
  create({ status: null }),
  create({ priority: 'urgent' }),
  create({ assignee_id: null }),
  create({ assignee_id: 0 }),
  create({ assignee_id: MAX_ID + 1 }),
  create({ assignee_id: 1.5 }),
  create({ assignee_id: '1' }),
  user({}),
  user({ full_name: null }),
  user({ full_name: '' }),
  user({ full_name: '  ' }),
  user({ full_name: 'A' }),
  user({ full_name: 'x'.repeat(256) }),
  user({ username: 'ab' }),
  user({ username: ' ab ' }),
  user({ username: 'abc' }),
  user({ username: 'a c' }),
  user({ email: 'nobody' }),
  user({ email: 'a@b@c' }),
  user({ email: 'a b@c' }),
  user({ email: `a${NUL}@b` }),
  user({ email: 'A@b' }),
  user({ active: 'true' }),
  label({ color: '#D73A4A' }),
  label({ color: '#d73a4a' }),
  label({ color: '#d73a4' }),
  label({ color: 'd73a4a' }),
  label({ color: null }),
  label({ name: '' }),
  label({ name: 'x'.repeat(101) }),
  labels(),
  labels('bug'),
  labels('bug', 'bug'),
  labels(''),
  labels(' '),
  labels('x'.repeat(100)),
  labels('x'.repeat(101)),
  labels(1),
  labels(null),
  labels(...Array.from({ length: 101 }, (_, index) => `label ${String(index)}`)),
  bulk({}),
  bulk({ issue_ids: [] }),
  bulk({ issue_ids: [1, 1] }),
  bulk({ issue_ids: [0] }),
  bulk({ issue_ids: ['1'] }),
  bulk({ issue_ids: [MAX_ID + 1] }),
  bulk({ status: undefined }),
  bulk({ versions: {} }),
  bulk({ versions: { '1': 0 } }),
  bulk({ versions: { '1': '1' } }),
  bulk({ versions: [] }),
  bulk({ versions: null }),
  ['createComment', 'post', '/issues/1/comments', { body: ' ', author_id: 1 }],
  ['createComment', 'post', '/issues/1/comments', { body: 'x', author_id: 1 }],
  ['createComment', 'post', '/issues/1/comments', { body: 'x', author_id: null }],
  ['purgeOldIssues', 'post', '/maintenance/cleanup/old-issues', { days: 0 }],
  ['purgeOldIssues', 'post', '/maintenance/cleanup/old-issues', { days: 36_501 }],
  ['purgeOldIssues', 'post', '/maintenance/cleanup/old-issues', { days: 36_500 }],
];

/** Parameters of `GET /issues` or the headers of a write, each with one value. */
const PARAMETERS: readonly (readonly [operationId: string, name: string, value: string])[] = [
  ...['1', '0', '-1', '1.5', 'x', '2147483647', '2147483648'].map(
    (value) => ['listIssues', 'page', value] as const,
  ),
  ...['1', '100', '101', ''].map((value) => ['listIssues', 'page_size', value] as const),
  ...['open', 'Open', ''].map((value) => ['listIssues', 'status', value] as const),
  ...['1', 'none', '0', 'None', 'x', '01'].map(
    (value) => ['listIssues', 'assignee_id', value] as const,
  ),
  ...['bug', '', ' ', 'x'.repeat(101)].map((value) => ['listIssues', 'label', value] as const),
  ...['-id', 'id,-status', 'up', 'id,', ''].map((value) => ['listIssues', 'sort', value] as const),
  ...['login', '', 'x'.repeat(16_385)].map((value) => ['listIssues', 'q', value] as const),
  ...['"1"', 'W/"1"', '"1-a", "2"', '*', '1', '"1'].map(
    (value) => ['updateIssue', 'If-Match', value] as const,
  ),
  ...['key', 'a b', 'x'.repeat(255), 'x'.repeat(256)].map(
    (value) => ['createIssue', 'Idempotency-Key', value] as const,
  ),
];

describe('requests in the OpenAPI document', () => {
  let tracker: TestApp;
  let document: OpenApiDocument;
  const validators = new Map<string, ValidateFunction>();

  beforeAll(async () => {
    tracker = await createTestApp();
    document = inlined(await readDocument(tracker));
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(document, 'api');
    for (const { operation } of operationsOf(document)) {
      const { $ref } = operation.requestBody?.content['application/json']?.schema ?? {};
      if ($ref === undefined) continue;
      validators.set(operation.operationId, ajv.compile({ $ref: `api${$ref}` }));
    }
    const { http } = tracker;
    await http.post('/users').send({ username: 'alice', email: 'alice@example.com' }).expect(201);
    await http.post('/labels').send({ name: 'bug' }).expect(201);
    await http.post('/issues').send({ title: 'One' }).expect(201);
  });
  afterAll(() => tracker.close());

  const parameterOf = (operationId: string, name: string) => {
    const operations = operationsOf(document);
    const found = operations.find(({ operation }) => operation.operationId === operationId);
    const parameter = found?.operation.parameters.find((it) => it.name === name);
    if (!found || !parameter) throw new Error(`${operationId} has no ${name}.`);
    return { ...found, schema: parameter.schema, place: parameter.in };
  };

  const shown = (body: object) => JSON.stringify(body).slice(0, 60);

  it.each(ROWS.map((row) => [row[0], shown(row[3]), row] as const))(
    'The schema of %s accepts %s exactly if the server does',
    async (_operation, _body, [operationId, method, path, body]) => {
      const sent = JSON.parse(JSON.stringify(body)) as object;
      const { status, body: response } = await tracker.http[method](path).send(sent);
      expect([200, 201, 400, 422]).toContain(status);
      expect([validators.get(operationId)?.(sent), response]).toEqual([
        status !== 422,
        expect.anything(),
      ]);
    },
  );

  it.each(PARAMETERS.map((row) => [row[0], row[1], row[2].slice(0, 20), row] as const))(
    'The schema of a parameter of %s accepts %s=%s exactly if the server does',
    async (_operation, _name, _value, [operationId, name, value]) => {
      const { path, method, schema, place } = parameterOf(operationId, name);
      const target = path.replace('{id}', '1');
      const request = tracker.http[method](target);
      const sent =
        place === 'query'
          ? request.query({ [name]: value })
          : request.set(name, value).send({ title: `With ${name}` });
      const { status } = await sent;
      expect([200, 201, 412, 422]).toContain(status);
      const ajv = new Ajv2020({ strict: false, coerceTypes: 'array' }).addSchema(document, 'api');
      const isValid = ajv.compile({ type: 'object', properties: { value: absolute(schema) } });
      expect([value, isValid({ value })]).toEqual([value, status !== 422]);
    },
  );

  it('Any X-Request-Id is taken, as the document says', async () => {
    const { schema } = document.components.parameters['X-Request-Id'] ?? {};
    expect(schema).toEqual({ type: 'string' });
    for (const id of ['not an id!', 'x'.repeat(129), 'fine-1']) {
      const { headers } = await tracker.http.get('/labels').set('X-Request-Id', id).expect(200);
      expect(headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
    }
  });
});
