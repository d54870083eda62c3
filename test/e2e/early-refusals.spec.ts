/** @once what is refused so early does not reach the database */
import { connect } from 'node:net';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';
import { sendSlowly } from '../support/raw-client.js';
import { addUser, createToken, withToken } from '../support/tokens.js';
import { until } from '../support/until.js';

type Row = [name: string, head: string, status: number, code: string];

const REFUSED: readonly Row[] = [
  ['no Host', 'GET /health HTTP/1.1\r\n', 400, 'MALFORMED_REQUEST'],
  [
    'two Hosts',
    'GET / HTTP/1.1\r\nHost: localhost\r\nhost: localhost\r\n',
    400,
    'MALFORMED_REQUEST',
  ],
  ['a Host with a space', 'GET / HTTP/1.1\r\nHost: local host\r\n', 400, 'MALFORMED_REQUEST'],
  ['a Host with a path', 'GET / HTTP/1.1\r\nHost: localhost/x\r\n', 400, 'MALFORMED_REQUEST'],
  [
    'an unknown Expect',
    'GET / HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n',
    417,
    'EXPECTATION_FAILED',
  ],
  [
    'the method CONNECT',
    'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n',
    405,
    'METHOD_NOT_ALLOWED',
  ],
  [
    'a malformed header',
    'GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n',
    400,
    'MALFORMED_REQUEST',
  ],
];

describe('early refusals', () => {
  let tracker: TestApp;
  const lines: string[] = [];

  beforeAll(async () => {
    tracker = await createTestApp({}, (line) => lines.push(line));
  });
  afterAll(() => tracker.close());

  const send = async (text: string) => (await sendSlowly(tracker.url, [text], 0)).text;

  const counted = async (status: number): Promise<number> => {
    const { text } = await tracker.http.get('/metrics').expect(200);
    const counts = text.matchAll(
      new RegExp(
        `^http_request_duration_seconds_count\\{.*status="${String(status)}"\\} (\\d+)$`,
        'gm',
      ),
    );
    return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  };

  it.each(REFUSED)(
    'A request with %s gets a problem document with the usual headers, and is logged and counted',
    async (_name, head, status, code) => {
      const before = await counted(status);
      const text = await send(`${head}Connection: close\r\n\r\n`);
      const [headers = '', body = ''] = text.split('\r\n\r\n');
      expect(headers).toMatch(new RegExp(`^HTTP/1\\.1 ${String(status)} `));
      for (const name of ['Date', 'Content-Security-Policy', 'X-Content-Type-Options']) {
        expect(headers).toMatch(new RegExp(`^${name}: \\S`, 'm'));
      }
      expect(headers).toMatch(/^Cache-Control: no-store\r?$/m);
      expect(headers).toMatch(/^Content-Type: application\/problem\+json/m);
      const problem = JSON.parse(body) as { request_id: string };
      expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) });
      expect(headers).toContain(`X-Request-Id: ${problem.request_id}`);
      await until(() => lines.some((line) => line.includes(problem.request_id)));
      const [line = ''] = lines.filter((one) => one.includes(problem.request_id));
      expect(JSON.parse(line)).toMatchObject({ request_id: problem.request_id, status });
      await until(async () => (await counted(status)) === before + 1);
    },
  );

  it('Expect: 100-continue is met', async () => {
    const head = 'POST /issues HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
    const type = 'Content-Type: application/json\r\nContent-Length: 13\r\n';
    const text = await send(`${head}${type}Expect: 100-continue\r\n\r\n{"title":"x"}`);
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /);
  });

  /** Sends all of it and ends its side, as `nc -N` does. */
  const sendAndEnd = async (text: string): Promise<string> => {
    const { hostname, port } = new URL(tracker.url);
    const socket = connect(Number(port), hostname);
    socket.end(text);
    let received = '';
    for await (const piece of socket) received += (piece as Buffer).toString();
    return received;
  };

  it('A client that ends its side after the request receives its whole export', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `Row ${String(n)},${'x'.repeat(200)}`);
    const csv = ['title,description', ...rows].join('\n');
    await tracker.http.post('/issues/import').attach('file', Buffer.from(csv), 'a.csv').expect(200);
    const exported = await sendAndEnd(
      'GET /issues/export?sort=id HTTP/1.1\r\nHost: localhost\r\n\r\n',
    );
    expect(exported).toMatch(/^HTTP\/1\.1 200 /);
    expect(exported).toContain('Row 0,');
    expect(exported).toContain('Row 2999,');
    expect(exported).toMatch(/\r\n0\r\n\r\n$/);
  });

  it('A client that ends its side within the body is refused, and its connection closed', async () => {
    const head = 'POST /issues HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
    const text = await sendAndEnd(`${head}Content-Length: 100\r\n\r\n{"title":`);
    expect(text).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"MALFORMED_REQUEST"/);
  });
});

it('A malformed query is 401 without a token, and counts against the rate limit', async () => {
  const tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '5' });
  try {
    expectProblem(await tracker.http.get('/issues?q=%'), 401, 'TOKEN_REQUIRED');
    await addUser(tracker, 'reader');
    const { token } = await createToken(tracker, 'reader', 'read');
    const http = withToken(tracker, token);
    const problem = expectProblem(await http.get('/issues?q=%'), 422, 'VALIDATION_FAILED', {
      parameter: 'q',
    });
    expect(problem.errors).toHaveLength(1);
    for (let count = 0; count < 4; count += 1) await http.get('/issues?q=%').expect(422);
    expectProblem(await http.get('/issues?q=%'), 429, 'RATE_LIMITED');
  } finally {
    await tracker.close();
  }
});
