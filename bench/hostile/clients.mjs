import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Returns the status, or 'cut off': a server need not read a request that it has refused. */
export const send = (url, { body, ...options }) =>
  new Promise((resolve) => {
    const sent = request(url + options.path, options, (response) => {
      response.resume().once('close', () => resolve(response.statusCode));
    });
    sent.once('error', () => resolve('cut off'));
    sent.end(body);
  });

/** A client that asks for large pages, reads nothing, and comes back when it is cut off: how often. */
export async function readNothing(url, until) {
  const { hostname, port } = new URL(url);
  const cuts = [];
  while (performance.now() < until) {
    const socket = connect(Number(port), hostname).pause();
    const lost = new Promise((resolve) => socket.once('error', resolve).once('close', resolve));
    socket.write('GET /issues?page_size=100 HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20));
    // Whoever reads nothing learns of its end when it writes.
    const timer = setInterval(() => socket.write('\r\n'), 1000);
    await Promise.race([lost, sleep(until - performance.now(), undefined, { ref: false })]);
    clearInterval(timer);
    if (performance.now() < until) cuts.push('cut off');
    socket.destroy();
  }
  return cuts;
}

/** A connection that sends a byte a second, opened again whenever it is cut off. */
export async function trickle(url, until) {
  const { hostname, port } = new URL(url);
  const statuses = [];
  while (performance.now() < until) {
    const socket = connect(Number(port), hostname);
    let response = '';
    socket.on('data', (piece) => (response += piece));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('POST /issues HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    const timer = setInterval(() => socket.write('x'), 1000);
    await Promise.race([closed, sleep(until - performance.now(), undefined, { ref: false })]);
    clearInterval(timer);
    socket.destroy();
    if (response) statuses.push(Number(response.split(' ')[1]));
  }
  return statuses;
}
