/** @once a response that nobody reads waits in the server, not in the database */
import { once } from 'node:events';
import { connect, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';
import { endlessly, sendSlowly } from '../support/raw-client.js';
import { until } from '../support/until.js';

/** Far more than the system buffers between a client and the server. */
const RESPONSES = 20;

/** Of each response: a page ends at 1 MB. */
const LEAST_BYTES = 1_000_000;

describe('slow readers', () => {
  let tracker: TestApp;
  let path: string;

  beforeAll(async () => {
    tracker = await createTestApp({ REQUEST_TIMEOUT_SECONDS: '1' });
    for (let index = 0; index < 20; index += 1) {
      await createIssue(tracker, { description: 'x'.repeat(100_000) });
    }
    path = '/issues?page_size=20';
  });
  afterAll(() => tracker.close());

  /** Returns when the limit has passed: a client that began at this call has been cut off. */
  const limitPasses = () =>
    sendSlowly(
      tracker.url,
      endlessly('GET / HTTP/1.1\r\nHost: localhost\r\n', 'X-More: 1\r\n'),
      100,
    );

  const connections = () =>
    new Promise<number>((resolve, reject) => {
      const server = tracker.app.getHttpServer() as Server;
      server.getConnections((error, count) => {
        if (error) reject(error);
        else resolve(count);
      });
    });

  it.each([
    ['does not read its responses', (socket: Socket, text: string) => socket.write(text)],
    ['ends its side, and does not read', (socket: Socket, text: string) => socket.end(text)],
  ])('A client that %s is disconnected', async (_name, send) => {
    const { hostname, port } = new URL(tracker.url);
    const socket = connect(Number(port), hostname).pause();
    socket.on('error', () => undefined);
    send(socket, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(RESPONSES));
    await until(async () => (await connections()) > 0);
    // The client never ends the connection by itself.
    await until(async () => (await connections()) === 0);
    // What the system has buffered arrives, and then the end.
    let received = 0;
    socket.on('data', (piece) => (received += piece.length)).resume();
    await once(socket, 'close');
    expect(received).toBeLessThan(RESPONSES * LEAST_BYTES);
  });

  it('A client that reads slowly but steadily receives all of its response', async () => {
    const { hostname, port } = new URL(tracker.url);
    const socket = connect(Number(port), hostname);
    const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n`;
    const last = `${request}Connection: close\r\n\r\n`;
    socket.write(`${request}\r\n`.repeat(RESPONSES - 1) + last);
    const state = { late: false };
    const late = limitPasses()
      .then(limitPasses)
      .then(() => (state.late = true));
    let received = 0;
    for await (const piece of socket) {
      received += (piece as Buffer).length;
      if (!state.late) await sleep(20);
    }
    await late;
    expect(received).toBeGreaterThan(RESPONSES * LEAST_BYTES);
  });
});
