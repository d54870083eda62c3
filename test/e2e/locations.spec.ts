import { loadConfiguration } from '../../src/config/configuration.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { backupsArePossible } from '../support/postgres-tools.js';

interface Operation {
  readonly responses: Record<string, { headers?: Record<string, unknown> }>;
}

type Paths = Record<string, Record<string, Operation>>;

const possible = await backupsArePossible();

/** A body for each operation that creates something; the ids are those of what comes before it. */
const CREATES: Readonly<Record<string, object | undefined>> = {
  'post /users': { username: 'alice', email: 'alice@example.com' },
  'post /labels': { name: 'bug' },
  'post /issues': { title: 'One' },
  'post /issues/{id}/comments': { body: 'Seen', author_id: 1 },
  'put /issues/external/{source}/{id}': { title: 'Of another tracker' },
  ...(possible ? { 'post /maintenance/backups': undefined } : {}),
};

/** The path patterns of a document as regular expressions. */
const patternOf = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '\\d+')}$`);

describe.each([
  ['without PUBLIC_URL', {}, ''],
  [
    'under PUBLIC_URL',
    { PUBLIC_URL: 'https://example.com/tracker/' },
    'https://example.com/tracker',
  ],
] as const)('locations %s', (_name, environment, base) => {
  let tracker: TestApp;
  let paths: Paths;

  beforeAll(async () => {
    tracker = await createTestApp(environment);
    paths = (await tracker.http.get('/docs-json').expect(200)).body.paths as Paths;
  });
  afterAll(() => tracker.close());

  it('Every operation that creates something is documented with Location, and sends it', async () => {
    const creating = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([, { responses }]) => '201' in responses)
        .map(([method]) => `${method} ${path}`),
    );
    const backups = possible ? [] : ['post /maintenance/backups'];
    expect([...Object.keys(CREATES), ...backups].sort()).toEqual(creating.sort());
    for (const [operation, body] of Object.entries(CREATES)) {
      const [method = '', path = ''] = operation.split(' ');
      expect(paths[path]?.[method]?.responses['201']?.headers).toHaveProperty('Location');
      const target = path.replace('{source}', 'github').replace('{id}', '1');
      const { headers } = await tracker.http[method as 'post'](target).send(body).expect(201);
      const list = target.replace(/\/external\/.*/, '');
      const location = headers.location ?? '';
      expect(location).toMatch(new RegExp(`^${base}${list}(/\\d+)?$`));
      const found = location.slice(base.length);
      const isRead = Object.entries(paths).some(
        ([known, { get }]) => get !== undefined && patternOf(known).test(found),
      );
      await tracker.http.get(found).expect(isRead ? 200 : 405);
    }
  });

  it('The Location of a new resource leads to that resource', async () => {
    for (const [path, body] of [
      ['/issues', { title: 'Two' }],
      ['/labels', { name: 'second' }],
      ['/users', { username: 'bob', email: 'bob@example.com' }],
    ] as const) {
      const created = await tracker.http.post(path).send(body).expect(201);
      const { id } = created.body as { id: number };
      expect(created.headers.location).toBe(`${base}${path}/${String(id)}`);
      const found = await tracker.http.get(`${path}/${String(id)}`).expect(200);
      expect(found.body).toMatchObject(created.body as object);
    }
  });

  it('A repeated request with an Idempotency-Key has the same Location', async () => {
    for (const [path, body] of [
      ['/issues', { title: 'Again' }],
      ['/issues/1/comments', { body: 'Again', author_id: 1 }],
    ] as const) {
      const send = () => tracker.http.post(path).set('Idempotency-Key', path).send(body);
      const first = await send().expect(201);
      const second = await send().expect(201);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(second.headers.location).toBe(first.headers.location);
      expect(first.headers.location).toMatch(/\/\d+$/);
    }
  });

  it('The links of a page and of / have the same base, and can be followed', async () => {
    const { headers } = await tracker.http.get('/issues?page_size=1').expect(200);
    const links = [...(headers.link ?? '').matchAll(/<([^>]+)>/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(1);
    const { body } = await tracker.http.get('/').expect(200);
    for (const link of [...links, ...Object.values(body as Record<string, string>)]) {
      expect(link.startsWith(`${base}/`)).toBe(true);
      await tracker.http.get(link.slice(base.length)).expect(200);
    }
  });

  it('The server of the OpenAPI document, and of Swagger UI, is the public one', async () => {
    const { body } = await tracker.http.get('/docs-json').expect(200);
    expect(body.servers).toEqual([{ url: base || '/' }]);
    const { text } = await tracker.http.get('/docs/swagger-ui-init.js').expect(200);
    expect(text).toContain(`"url":"${base || '/'}"`);
  });

  it.each(['/docs', '/docs/', '/redoc', '/redoc/', '/dashboard', '/dashboard/issues'])(
    'The page %s refers to what it loads relatively, so that a path prefix does not matter',
    async (path) => {
      const page = await tracker.http.get(path).expect(200);
      const loaded = page.text.matchAll(/(?:src|href|spec-url)=["']([^"']+)["']/g);
      const links = [...loaded].map(([, link = '']) => link).filter((link) => !/^data:/.test(link));
      expect(links.length).toBeGreaterThan(1);
      for (const link of links) {
        expect(link).not.toMatch(/^\/|^https?:/);
        const { pathname } = new URL(link, `http://here/some/prefix${path}`);
        expect(pathname).toMatch(/^\/some\/prefix\//);
        await tracker.http.get(pathname.slice('/some/prefix'.length)).expect(200);
      }
    },
  );
});

it.each([
  'example.com',
  '/tracker',
  'ftp://example.com',
  'https://',
  'https:///tracker',
  'https://example.com/?a=1',
  'https://example.com/#top',
  'https://name:secret@example.com',
])('PUBLIC_URL=%s is refused at the start', (url) => {
  expect(() => loadConfiguration({ PUBLIC_URL: url })).toThrow(/^PUBLIC_URL must be a URL such as/);
});
