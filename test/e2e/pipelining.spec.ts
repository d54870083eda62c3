/** @once requests of one connection are begun one after the other, whatever the database */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { until } from '../support/until.js';

/** 2 MB, and far more than the system buffers between a client and the server. */
const PAGE = '/issues?sort=id&page_size=20';
const PAGES = 20;

const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, '\r\n'].join('\r\n');

function create(title: string, ...headers: string[]): string {
  const body = JSON.stringify({ title });
  const head = [
    'POST /issues HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${String(body.length)}`,
    ...headers,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

describe('pipelined requests', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    for (let index = 0; index < 20; index += 1) {
      await createIssue(tracker, { description: 'x'.repeat(100_000) });
    }
  });
  afterAll(() => tracker.close());

  function open(): Socket {
    const { hostname, port } = new URL(tracker.url);
    return connect(Number(port), hostname);
  }

  /** All that arrives until the connection ends. */
  async function readToEnd(socket: Socket): Promise<string> {
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  }

  const statusesOf = (text: string) =>
    [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

  const requestIdsOf = (text: string) =>
    [...text.matchAll(/^x-request-id: (.+)\r$/gim)].map(([, id]) => id);

  async function isStored(title: string): Promise<boolean> {
    const { body } = await tracker.http.get('/issues').query({ q: title, page_size: 1 });
    return (body as { total: number }).total > 0;
  }

  it('A request is not begun while the responses before it on the connection are not read', async () => {
    const socket = open();
    socket.write(get(PAGE).repeat(PAGES) + create('patient', 'Connection: close'));
    await once(socket, 'readable');
    // What has been begun by now would be done before those that are begun later.
    for (let index = 0; index < 20; index += 1) await createIssue(tracker);
    expect(await isStored('patient')).toBe(false);
    const text = await readToEnd(socket);
    expect(statusesOf(text)).toEqual([...Array<number>(PAGES).fill(200), 201]);
    expect(await isStored('patient')).toBe(true);
  });

  it('Requests of any number are responded to in their order', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `request-${String(index)}`);
    const socket = open();
    // In pieces whose ends are in the middle of a request.
    const text = ids.map((id) =>
      get(id.endsWith('7') ? '/labels' : '/health', `X-Request-Id: ${id}`),
    );
    const all = text.join('') + get('/health', 'X-Request-Id: last', 'Connection: close');
    for (let at = 0; at < all.length; at += 10_007) socket.write(all.slice(at, at + 10_007));
    expect(requestIdsOf(await readToEnd(socket))).toEqual([...ids, 'last']);
  });

  it('Bodies arrive whole, also those that wait for 100 Continue', async () => {
    const socket = open();
    const titles = ['first of three', 'second of three', 'third of three'];
    socket.write(get(PAGE) + create(titles[0] ?? ''));
    socket.write(create(titles[1] ?? '', 'Expect: 100-continue'));
    socket.write(create(titles[2] ?? '', 'Connection: close'));
    expect(statusesOf(await readToEnd(socket))).toEqual([200, 201, 100, 201, 201]);
    for (const title of titles) expect(await isStored(title)).toBe(true);
  });

  it('A request behind one that closes the connection is not begun', async () => {
    const socket = open();
    socket.write(get('/labels') + create('the last', 'Connection: close') + create('one too many'));
    expect(statusesOf(await readToEnd(socket))).toEqual([200, 201]);
    await until(() => isStored('the last'));
    expect(await isStored('one too many')).toBe(false);
  });

  it('A client that leaves while its requests wait has none of them begun', async () => {
    const socket = open();
    socket.write(get(PAGE).repeat(PAGES) + create('abandoned'));
    await once(socket, 'readable');
    socket.destroy();
    for (let index = 0; index < 20; index += 1) await createIssue(tracker);
    expect(await isStored('abandoned')).toBe(false);
  });
});
