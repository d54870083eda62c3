import { createTestApp, type TestApp } from '../support/create-test-app.js';

const FILES = [
  ['/docs/swagger-ui.css', 'text/css; charset=utf-8', 'public, max-age=3600'],
  ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8', 'public, max-age=3600'],
  ['/docs/swagger-ui-init.js', 'text/javascript; charset=utf-8', 'public, no-cache'],
  ['/redoc/redoc.js', 'text/javascript; charset=utf-8', 'public, max-age=3600'],
  ['/dashboard/chart.js', 'text/javascript; charset=utf-8', 'public, max-age=3600'],
  ['/docs-json', 'application/json; charset=utf-8', 'public, no-cache'],
] as const;

describe('the files of the documentation', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  /** superagent unpacks what is compressed, and keeps the headers. */
  const ask = (path: string, encoding: string) =>
    tracker.http.get(path).set('Accept-Encoding', encoding);

  it.each(FILES)(
    'The file %s is compressed where the client takes that, and the same otherwise',
    async (path, type, cacheControl) => {
      const plain = await ask(path, 'identity').expect(200);
      const compressed = await ask(path, 'gzip, deflate, br').expect(200);
      expect(plain.headers).not.toHaveProperty('content-encoding');
      expect(compressed.headers['content-encoding']).toBe('gzip');
      const length = (response: typeof plain) => Number(response.headers['content-length']);
      expect(length(plain)).toBeGreaterThan(2 * length(compressed));
      expect(compressed.text.length).toBeGreaterThan(10_000);
      expect(compressed.text).toBe(plain.text);
      for (const { headers } of [plain, compressed]) {
        expect(headers).toMatchObject({
          'content-type': type,
          'cache-control': cacheControl,
          vary: 'Accept-Encoding',
        });
      }
      await ask(path, 'gzip;q=0').expect((response) => {
        expect(response.headers).not.toHaveProperty('content-encoding');
      });
    },
  );

  it.each(FILES)(
    'The file %s has a tag for each encoding, with which it is 304 without a body',
    async (path) => {
      const tags = [];
      for (const encoding of ['identity', 'gzip']) {
        const { headers } = await ask(path, encoding).expect(200);
        const tag = headers.etag ?? '';
        expect(tag).toMatch(/^"[0-9a-f]{16}"$/);
        tags.push(tag);
        for (const known of [tag, `W/${tag}`]) {
          const kept = await ask(path, encoding).set('If-None-Match', known).expect(304);
          expect(kept.text).toBe('');
          expect(kept.headers).toMatchObject({
            etag: tag,
            vary: 'Accept-Encoding',
            'cache-control': headers['cache-control'],
          });
        }
        await ask(path, encoding).set('If-None-Match', '"other"').expect(200);
      }
      expect(new Set(tags).size).toBe(2);
    },
  );
});
