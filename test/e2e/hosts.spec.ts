/** @once the Host is checked before the database is used */
import { request } from 'node:http';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { sendSlowly } from '../support/raw-client.js';

describe('hosts without tokens', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ ALLOWED_HOSTS: 'tracker.example, [fd00::1]' });
  });
  afterAll(() => tracker.close());

  const statusOf = async (host: string, path = '/issues') =>
    (await tracker.http.get(path).set('Host', host)).status;

  it.each([
    'evil.example',
    'evil.example:8000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'tracker.example.evil.example',
    'tracker.example@evil.example',
    '192.168.1.7',
    '[fd00::2]',
    '127.0.0.1:80:80',
    'localhost:port',
  ])('A page under the name %s can neither read nor write', async (host) => {
    const origin = `http://${host}`;
    const read = await tracker.http.get('/issues').set({ Host: host, Origin: origin });
    expectProblem(read, 421, 'MISDIRECTED_REQUEST');
    expect(read.headers['content-security-policy']).toBeDefined();
    const write = tracker.http.post('/issues').set({ Host: host, Origin: origin });
    expectProblem(await write.send({ title: 'Mine' }), 421, 'MISDIRECTED_REQUEST');
    const backup = tracker.http.post('/maintenance/backups').set({ Host: host, Origin: origin });
    expectProblem(await backup, 421, 'MISDIRECTED_REQUEST');
    expect((await tracker.http.get('/issues').expect(200)).body.total).toBe(0);
  });

  it.each(['/health', '/docs', '/docs-json', '/nowhere'])(
    'The Host is checked on %s too',
    async (path) => {
      expect(await statusOf('evil.example', path)).toBe(421);
    },
  );

  it('Loopback and the names in ALLOWED_HOSTS are served on every port and in every case', async () => {
    const loopback = ['localhost', 'LOCALHOST:1', '127.0.0.1', '127.8.9.1:8000', '[::1]:9'];
    for (const host of [...loopback, 'tracker.example', 'Tracker.Example:443', '[FD00::1]:8000']) {
      expect([host, await statusOf(host)]).toEqual([host, 200]);
    }
  });

  it('A request without a Host is refused with 421', async () => {
    const { text } = await sendSlowly(tracker.url, ['GET /issues HTTP/1.0\r\n\r\n'], 0);
    expect(text).toMatch(/^HTTP\/1\.1 421 [\s\S]*"code":"MISDIRECTED_REQUEST"/);
  });

  it('A refused request is answered before its body is read', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { Host: 'evil.example', 'Content-Length': '1000' };
      const sent = request(`${tracker.url}/issues`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.once('error', reject).flushHeaders();
    });
    expect(status).toBe(421);
  });
});

it('With tokens a server is reached by any name', async () => {
  const tracker = await createTestApp({ AUTH_MODE: 'token' });
  try {
    await tracker.http.get('/health').set('Host', 'any.example').expect(200);
  } finally {
    await tracker.close();
  }
});
