import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';

describe('compression of JSON', () => {
  let tracker: TestApp;
  let path: string;

  beforeAll(async () => {
    tracker = await createTestApp();
    const { id } = await createIssue(tracker, { description: 'A long text. '.repeat(1500) });
    path = `/issues/${String(id)}`;
  });
  afterAll(() => tracker.close());

  const ask = (target: string, encoding = 'gzip') =>
    tracker.http.get(target).set('Accept-Encoding', encoding);

  it('A long document is compressed where the client takes that, and the same otherwise', async () => {
    for (const target of [path, '/issues']) {
      const plain = await ask(target, 'identity').expect(200);
      const packed = await ask(target).expect(200);
      expect(plain.headers).not.toHaveProperty('content-encoding');
      expect(packed.headers['content-encoding']).toBe('gzip');
      expect(packed.text).toBe(plain.text);
      expect(Number(plain.headers['content-length'])).toBe(Buffer.byteLength(plain.text));
      expect(Number(packed.headers['content-length'])).toBeLessThan(plain.text.length / 3);
      for (const { headers } of [plain, packed]) {
        expect(headers).toMatchObject({
          vary: 'Accept-Encoding',
          'content-type': 'application/json; charset=utf-8',
        });
      }
      const { headers } = await tracker.http.head(target).set('Accept-Encoding', 'gzip');
      for (const name of ['content-encoding', 'content-length', 'etag', 'vary']) {
        expect(headers[name]).toBe(packed.headers[name]);
      }
    }
  });

  it('A short document is never compressed', async () => {
    const { headers } = await ask('/labels').expect(200);
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).not.toHaveProperty('vary');
  });

  it('The tags of a compressed document and of the same uncompressed are good for each other', async () => {
    const tags: string[] = [];
    for (const encoding of ['identity', 'gzip']) {
      tags.push((await ask(path, encoding).expect(200)).headers.etag ?? '');
    }
    const [plain = '', packed = ''] = tags;
    expect(plain).toMatch(/^"1-[0-9a-f]{16}"$/);
    expect(packed).toBe(plain.replace(/"$/, '-gzip"'));
    for (const [encoding, own] of [
      ['identity', plain],
      ['gzip', packed],
    ] as const) {
      for (const known of [plain, packed, `W/${packed}`]) {
        const kept = await ask(path, encoding).set('If-None-Match', known).expect(304);
        expect(kept.headers).toMatchObject({ etag: own, vary: 'Accept-Encoding' });
      }
    }
    const change = () =>
      tracker.http.patch(path).set('If-Match', packed).send({ title: 'Changed' });
    await change().expect(200);
    await change().expect(412);
    await ask(path).set('If-None-Match', packed).expect(200);
  });
});
