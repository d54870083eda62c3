import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Response } from 'supertest';
import { EVENT_TYPES } from '../../src/history/issue-event.entity.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import {
  inlined,
  type Method,
  type OpenApiDocument,
  operationsOf,
  readDocument,
} from '../support/openapi.js';
import { backupsArePossible } from '../support/postgres-tools.js';

interface RequestOptions {
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly file?: string;
}

const possible = await backupsArePossible();

type Row = [status: number, method: Method, path: string, options?: RequestOptions];

const BACKUP: Row[] = possible ? [[201, 'post', '/maintenance/backups']] : [];

/** Headers of the connection and of the body itself, which OpenAPI leaves to HTTP. */
const OF_HTTP = [
  ...['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length', 'content-type'],
];

/** Headers that some responses of an operation have, and others not. */
const OPTIONAL = [
  'Accept-Encoding',
  'Accept-Patch',
  'Content-Encoding',
  'Idempotency-Replayed',
  'Link',
  'Vary',
  'Change-Id',
  'WWW-Authenticate',
  'X-Changes-Watermark',
  'X-Consistency-Token',
];

/** Sent in this order: later requests read what earlier ones created. */
const REQUESTS: readonly Row[] = [
  [201, 'post', '/users', { body: { username: 'alice', email: 'alice@example.com' } }],
  [409, 'post', '/users', { body: { username: 'alice', email: 'alice@example.com' } }],
  [200, 'get', '/users'],
  [200, 'get', '/users/1'],
  [200, 'patch', '/users/1', { body: { full_name: 'Alice Johnson' } }],
  [404, 'get', '/users/2'],
  [201, 'post', '/labels', { body: { name: 'bug' } }],
  [409, 'post', '/labels', { body: { name: 'BUG' } }],
  [200, 'get', '/labels'],
  [200, 'get', '/labels/1'],
  [200, 'patch', '/labels/1', { body: { color: '#ff0000' } }],
  [
    201,
    'post',
    '/issues',
    { body: { title: 'One', assignee_id: 1 }, headers: { 'Idempotency-Key': 'k' } },
  ],
  [
    201,
    'post',
    '/issues',
    { body: { title: 'One', assignee_id: 1 }, headers: { 'Idempotency-Key': 'k' } },
  ],
  [422, 'post', '/issues', { body: { title: 'Two' }, headers: { 'Idempotency-Key': 'k' } }],
  [422, 'post', '/issues', { body: { title: '', surprise: 1 } }],
  [400, 'post', '/issues', { body: { title: 'Two', assignee_id: 9 } }],
  [200, 'put', '/issues/1/labels', { body: { label_names: ['bug', 'new'] } }],
  [200, 'post', '/issues/1/labels', { body: { label_names: ['BUG'] } }],
  [409, 'post', '/issues/1/labels', { body: { label_names: ['late'], version: 1 } }],
  [404, 'delete', '/issues/1/labels/other'],
  [409, 'delete', '/issues/1/labels/bug?version=1'],
  [412, 'delete', '/issues/1/labels/bug', { headers: { 'If-Match': '"1"' } }],
  [200, 'patch', '/issues/1', { body: { version: 2, status: 'resolved' } }],
  [409, 'patch', '/issues/1', { body: { version: 2, status: 'open' } }],
  [412, 'patch', '/issues/1', { body: { title: 'x' }, headers: { 'If-Match': '"1"' } }],
  [422, 'patch', '/issues/1', { body: { title: 'x' } }],
  [200, 'post', '/issues/bulk-status', { body: { issue_ids: [1], status: 'in_progress' } }],
  [400, 'post', '/issues/bulk-status', { body: { issue_ids: [9], status: 'open' } }],
  [
    409,
    'post',
    '/issues/bulk-status',
    { body: { issue_ids: [1], status: 'open', versions: { '1': 1 } } },
  ],
  [201, 'post', '/issues/1/comments', { body: { body: 'Seen', author_id: 1 } }],
  [200, 'get', '/issues/1/comments'],
  [200, 'patch', '/issues/1/comments/1', { body: { body: 'Seen twice' } }],
  [404, 'patch', '/issues/1/comments/2', { body: { body: 'x' } }],
  [200, 'get', '/issues/1'],
  [304, 'get', '/issues/1', { headers: { 'If-None-Match': '*' } }],
  [412, 'get', '/issues/1', { headers: { 'If-Match': '"1"' } }],
  [200, 'get', '/issues/1/timeline'],
  [422, 'get', '/issues/1/timeline?page_size=1001'],
  [200, 'get', '/issues/1/timeline/1'],
  [404, 'get', '/issues/1/timeline/999'],
  [204, 'delete', '/issues/1/comments/1'],
  [200, 'post', '/issues/import', { file: 'title,labels\nThree,bug\n,\n' }],
  [200, 'post', '/issues/import?dry_run=true', { file: 'title,labels\nThree,bug\n,\n' }],
  [400, 'post', '/issues/import', { file: 'name\nThree\n' }],
  [201, 'put', '/issues/external/github/12', { body: { title: 'Mirrored' } }],
  [200, 'put', '/issues/external/github/12', { body: { title: 'Mirrored again' } }],
  [200, 'get', '/issues/external/github/12'],
  [304, 'get', '/issues/external/github/12', { headers: { 'If-None-Match': '*' } }],
  [404, 'get', '/issues/external/github/13'],
  [409, 'put', '/issues/external/github/12', { body: { title: 'Late', version: 1 } }],
  [200, 'get', '/issues/export'],
  [200, 'get', '/issues?page_size=1&q=one'],
  [200, 'get', '/issues'],
  [200, 'post', '/issues/bulk-status', { body: { issue_ids: [1], status: 'resolved' } }],
  [200, 'get', '/changes'],
  [200, 'get', '/changes?page_size=1&kind=bulk'],
  [200, 'get', '/changes/1'],
  [404, 'get', '/changes/999'],
  [200, 'post', '/changes/1/revert?dry_run=true', { body: { on_conflict: 'skip' } }],
  [409, 'post', '/changes/1/revert'],
  [404, 'post', '/changes/999/revert', { body: {} }],
  [200, 'delete', '/issues/1/labels/new'],
  [200, 'post', '/issues/bulk', { body: { items: [{ id: 1 }], set: { title: 'All' } } }],
  [200, 'post', '/issues/bulk?dry_run=true', { body: { items: [{ id: 1 }], delete: true } }],
  [409, 'post', '/issues/bulk', { body: { filter: {}, expected_count: 0, delete: true } }],
  [422, 'post', '/issues/bulk', { body: { items: [] } }],
  [200, 'get', '/reports/top-assignees'],
  [200, 'get', '/reports/latency'],
  [200, 'get', '/reports/summary'],
  [200, 'get', '/reports/throughput'],
  [200, 'get', '/reports/open-by-age'],
  [200, 'get', '/reports/top-labels'],
  [204, 'delete', '/issues/1', { headers: { 'If-Match': '*' } }],
  [200, 'post', '/issues/1/restore'],
  [200, 'get', '/maintenance/stats'],
  [200, 'get', '/maintenance/health'],
  [200, 'get', '/maintenance/summary'],
  ...BACKUP,
  [200, 'get', '/maintenance/backups'],
  [200, 'post', '/maintenance/vacuum'],
  [200, 'post', '/maintenance/cleanup/old-issues', { body: {} }],
  [200, 'post', '/maintenance/cleanup/unused-labels?dry_run=true', { body: {} }],
  [200, 'post', '/maintenance/cleanup/unused-labels', { body: { dry_run: false } }],
  [200, 'get', '/maintenance/runs'],
  [204, 'delete', '/labels/1'],
  [
    200,
    'patch',
    '/issues/1',
    { body: { title: 'Two', assignee_id: null }, headers: { 'If-Match': '*' } },
  ],
  [200, 'get', '/issues/1/timeline'],
  [200, 'get', '/health'],
  [200, 'get', '/health/ready'],
  [200, 'get', '/'],
  [200, 'get', '/metrics'],
];

describe('conformance to the OpenAPI document', () => {
  let tracker: TestApp;
  let document: OpenApiDocument;
  let ajv: Ajv2020;

  beforeAll(async () => {
    tracker = await createTestApp({ RATE_LIMIT_PER_MINUTE: '1000' });
    document = inlined(await readDocument(tracker));
    // A property that is not documented must not be there.
    for (const schema of Object.values(document.components.schemas)) {
      (schema as { additionalProperties?: boolean }).additionalProperties = false;
    }
    const isDateTime = (text: string) => /^\d{4}-.*T.*\.\d{3}Z$/.test(text);
    ajv = new Ajv2020({ strict: false, formats: { 'date-time': isDateTime } });
    ajv.addSchema(document, 'api');
  });
  afterAll(() => tracker.close());

  const templateOf = (path: string) =>
    path
      .replace(/\?.*/, '')
      .replace(/\/comments\/\d+/, '/comments/{comment_id}')
      .replace('/external/github/', '/external/{source}/')
      .replace(/\/labels\/[a-z]+/, '/labels/{name}')
      .replace(/\/timeline\/\d+/, '/timeline/{event_id}')
      .replace(/\/changes\/\d+/, '/changes/{change_id}')
      .replace(/\/\d+/, '/{id}');

  function send(method: Method, path: string, { body, headers = {}, file }: RequestOptions) {
    const request = tracker.http[method](path).set(headers);
    if (file !== undefined) return request.attach('file', Buffer.from(file), 'issues.csv');
    return body ? request.send(body) : request;
  }

  function validatorOf(
    path: string,
    method: Method,
    response: Response,
  ): ValidateFunction | undefined {
    const type = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
    const pointer = [
      'paths',
      path,
      method,
      'responses',
      String(response.status),
      'content',
      type,
      'schema',
    ];
    const escaped = pointer.map((key) =>
      encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    return ajv.getSchema(`api#/${escaped.join('/')}`);
  }

  it.each(REQUESTS)(
    'The %d response of %s %s matches the OpenAPI document',
    async (status, method, path, options = {}) => {
      const response = await send(method, path, options);
      expect([response.status, response.body as unknown]).toEqual([status, expect.anything()]);
      const template = templateOf(path);
      const documented = document.paths[template]?.[method]?.responses[String(status)];
      const described = Object.keys(documented?.headers ?? {}).map((name) => name.toLowerCase());
      const sent = Object.keys(response.headers);
      expect(sent.filter((name) => !described.includes(name) && !OF_HTTP.includes(name))).toEqual(
        [],
      );
      for (const name of Object.keys(documented?.headers ?? {})) {
        if (!OPTIONAL.includes(name)) expect(response.headers).toHaveProperty(name.toLowerCase());
      }
      expect(documented).toBeDefined();
      if (documented?.content === undefined) {
        expect(response.text).toBe('');
      } else if (response.type.endsWith('json')) {
        const validate = validatorOf(template, method, response);
        expect([validate?.(response.body), validate?.errors]).toEqual([true, null]);
      } else {
        expect(Object.keys(documented.content)).toEqual([response.type]);
      }
    },
  );

  it('The timeline that matches the OpenAPI document has an event of every type', async () => {
    const { body } = await tracker.http.get('/issues/1/timeline').expect(200);
    const types = (body as { event_type: string }[]).map(({ event_type }) => event_type);
    expect([...new Set(types)].sort()).toEqual([...EVENT_TYPES].sort());
  });

  it('The conformance test covers every operation of the OpenAPI document', () => {
    const tried = new Set(REQUESTS.map(([, method, path]) => `${method} ${templateOf(path)}`));
    const operations = operationsOf(document).map(({ name }) => name);
    const backups = possible ? [] : ['post /maintenance/backups'];
    expect([...tried, ...backups].sort()).toEqual(operations.sort());
  });
});
