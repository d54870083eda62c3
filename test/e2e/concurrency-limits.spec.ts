/**
 * @once concurrency limits do not use the database
 * @workers the processes share their counts
 */
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { startUpload } from '../support/raw-upload.js';
import { addUser, createToken } from '../support/tokens.js';

describe('concurrency limits', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ CONCURRENT_IMPORTS: '1' });
  });
  afterAll(() => tracker.close());

  it('An import beyond CONCURRENT_IMPORTS is 503, and the next one succeeds when it has ended', async () => {
    const { id } = await createIssue(tracker);
    const slow = await startUpload(tracker.url);
    const send = () =>
      tracker.http.post('/issues/import').attach('file', Buffer.from('title\nx\n'), 'a.csv');
    const refused = await send();
    expectProblem(refused, 503, 'TOO_BUSY');
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    await tracker.http.get(`/issues/${String(id)}`).expect(200);
    expect(await slow.finish()).toMatch(/^HTTP\/1\.1 200 /);
    expect((await send()).status).toBe(200);
  });

  it('One client has at most CONCURRENT_PER_CLIENT of the imports, and others have the rest', async () => {
    const other = await createTestApp({
      CONCURRENT_IMPORTS: '3',
      CONCURRENT_PER_CLIENT: '2',
      TRUST_PROXY: '1',
    });
    const from = (address: string) => ({ 'X-Forwarded-For': address });
    const send = (address: string) =>
      other.http
        .post('/issues/import')
        .set(from(address))
        .attach('file', Buffer.from('title\nx\n'), 'a.csv');
    try {
      const slow = [
        await startUpload(other.url, from('2001:db8::1')),
        await startUpload(other.url, from('2001:db8::2')),
      ];
      const refused = await send('2001:db8::3');
      expectProblem(refused, 503, 'TOO_BUSY');
      expect(refused.body.detail).toMatch(/^CONCURRENT_PER_CLIENT=2 of yours/);
      expect((await send('192.0.2.1')).status).toBe(200);
      slow.push(await startUpload(other.url, from('192.0.2.1')));
      expectProblem(await send('192.0.2.2'), 503, 'TOO_BUSY');
      for (const upload of slow) expect(await upload.finish()).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      await other.close();
    }
  });

  it('Each token has its own CONCURRENT_PER_CLIENT', async () => {
    const other = await createTestApp({ AUTH_MODE: 'token', CONCURRENT_PER_CLIENT: '1' });
    try {
      await addUser(other, 'ann');
      const authorization = async () =>
        `Bearer ${(await createToken(other, 'ann', 'admin')).token}`;
      const [first, second] = [await authorization(), await authorization()];
      const send = (header: string) =>
        other.http
          .post('/issues/import')
          .set('Authorization', header)
          .attach('file', Buffer.from('title\nx\n'), 'a.csv');
      const slow = await startUpload(other.url, { Authorization: first });
      expectProblem(await send(first), 503, 'TOO_BUSY');
      expectProblem(await send(first.replace('Bearer ', 'bearer  ')), 503, 'TOO_BUSY');
      expect((await send(second)).status).toBe(200);
      expect(await slow.finish()).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      await other.close();
    }
  });

  it('Imports one after the other never exceed CONCURRENT_IMPORTS', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      const file = Buffer.from(turn % 2 === 0 ? 'title\nx\n' : 'no title\nx\n');
      const { status } = await tracker.http.post('/issues/import').attach('file', file, 'a.csv');
      expect(status).toBe(turn % 2 === 0 ? 200 : 400);
    }
  });
});
