import { gunzipSync } from 'node:zlib';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { itWith } from '../support/installed.js';
import { type Nginx, type ProxyResponse, startNginx } from '../support/nginx.js';

const ORIGIN = 'https://tracker.example';
const PREFIX = '/some/prefix';
const GZIP = { 'Accept-Encoding': 'gzip' };

const unpacked = ({ headers, body }: ProxyResponse): string =>
  (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();

/** The path at the proxy of a URL that the server made. */
function pathOf(url = ''): string {
  expect(url.startsWith(`${ORIGIN}${PREFIX}/`)).toBe(true);
  return url.slice(ORIGIN.length);
}

const withNginx = itWith('nginx', '-v');

describe('behind nginx that compresses and strips a path prefix', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ PUBLIC_URL: `${ORIGIN}${PREFIX}` });
  });
  afterAll(() => tracker.close());

  async function through(work: (nginx: Nginx) => Promise<void>): Promise<void> {
    const nginx = await startNginx(tracker.url, PREFIX);
    try {
      await work(nginx);
    } finally {
      await nginx.close();
    }
  }

  const changeWithTag = (description: string, expectedTag: RegExp) =>
    through(async ({ send }) => {
      const issue = { title: 'Compressed', description };
      const created = await send('POST', `${PREFIX}/issues`, GZIP, issue);
      expect(created.status).toBe(201);
      const path = pathOf(created.headers.location);
      const read = await send('GET', path, GZIP);
      expect(read.headers['content-encoding']).toBe('gzip');
      expect(JSON.parse(unpacked(read))).toMatchObject({ title: 'Compressed', version: 1 });
      const tag = read.headers.etag ?? '';
      expect(tag).toMatch(expectedTag);
      const kept = await send('GET', path, { ...GZIP, 'If-None-Match': tag });
      expect([kept.status, kept.body.length]).toEqual([304, 0]);
      const change = (title: string) =>
        send('PATCH', path, { ...GZIP, 'If-Match': tag }, { title });
      expect((await change('Changed')).status).toBe(200);
      expect((await change('Stale')).status).toBe(412);
      const changed = await send('GET', path, { ...GZIP, 'If-None-Match': tag });
      expect(changed.status).toBe(200);
      expect(JSON.parse(unpacked(changed))).toMatchObject({ title: 'Changed', version: 2 });
    });

  withNginx('The tag that nginx weakens is good for a conditional GET and for a change', () =>
    changeWithTag('Short', /^W\/"1-[0-9a-f]{16}"$/),
  );

  withNginx('The tag of what the server has compressed itself is good for them too', () =>
    changeWithTag('A long text. '.repeat(1500), /^"1-[0-9a-f]{16}-gzip"$/),
  );

  withNginx('The Link header leads through all pages', () =>
    through(async ({ send }) => {
      const created: unknown[] = [];
      for (const title of ['One', 'Two', 'Three']) {
        const { headers } = await send('POST', `${PREFIX}/issues`, GZIP, { title });
        const issue = await send('GET', pathOf(headers.location), GZIP);
        created.push((JSON.parse(unpacked(issue)) as { id: number }).id);
      }
      const found: unknown[] = [];
      let path = `${PREFIX}/issues?page_size=1`;
      while (path) {
        const page = await send('GET', path, GZIP);
        expect(page.status).toBe(200);
        const { items } = JSON.parse(unpacked(page)) as { items: { id: number }[] };
        found.push(...items.map(({ id }) => id));
        const next = /<([^>]+)>; rel="next"/.exec(String(page.headers.link))?.[1];
        path = next === undefined ? '' : pathOf(next);
      }
      expect(found).toEqual(expect.arrayContaining(created));
      expect(new Set(found).size).toBe(found.length);
    }),
  );

  withNginx('The links at / and the documentation pages load all that they name', () =>
    through(async ({ send }) => {
      const root = JSON.parse(unpacked(await send('GET', `${PREFIX}/`, GZIP))) as object;
      for (const link of Object.values(root) as string[]) {
        expect((await send('GET', pathOf(link), GZIP)).status).toBe(200);
      }
      const pages = ['/docs', '/docs/', '/redoc', '/redoc/', '/dashboard', '/dashboard/issues'];
      for (const path of pages.map((name) => PREFIX + name)) {
        const page = unpacked(await send('GET', path, GZIP));
        const loaded = page.matchAll(/(?:src|href|spec-url)=["']([^"']+)["']/g);
        const links = [...loaded].map(([, link = '']) => link);
        expect(links.length).toBeGreaterThan(1);
        for (const link of links.filter((link) => !link.startsWith('data:'))) {
          const { pathname } = new URL(link, `${ORIGIN}${path}`);
          const file = await send('GET', pathname, GZIP);
          expect([link, file.status]).toEqual([link, 200]);
          if (!link.endsWith('.png')) expect(file.headers['content-encoding']).toBe('gzip');
          expect(unpacked(file).length).toBeGreaterThan(100);
        }
      }
    }),
  );
});
