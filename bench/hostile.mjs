import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { startServer } from '../scripts/server.mjs';
import { quantile } from './statistics.mjs';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const SLOW_CONNECTIONS = 1_000;
const CLIENTS_PER_ATTACK = 2;

/** The 99th percentile of the event loop delay, at most, while a server is attacked. */
const MAX_DELAY_MS = 200;

/** The resident memory of the server, at most. */
const MAX_MEMORY_MB = 400;

/** Clients that ask for large pages and read nothing, and the issues of these pages. */
const SILENT_CONNECTIONS = 40;
const LONG_ISSUES = 100;

const SQL = "'; DROP TABLE issues; --";
const JSON_TYPE = { 'content-type': 'application/json' };
const BOMB = gzipSync(Buffer.alloc(200_000_000), { level: 9 });

const post = (path, headers, body) => ({ method: 'POST', path, headers, body });
const json = (path, text) => post(path, JSON_TYPE, text);
const upload = (content) =>
  post(
    '/issues/import',
    { 'content-type': 'multipart/form-data; boundary=b' },
    Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'),
      content,
      Buffer.from('\r\n--b--\r\n'),
    ]),
  );
const search = (text) => ({ method: 'GET', path: `/issues?q=${encodeURIComponent(text)}` });

const words = (count, sign = '') =>
  Array.from({ length: count }, (_, index) => `${sign}word${index}`).join(' ');

/** The requests that are sent repeatedly, by name. */
const ATTACKS = {
  'SQL in every field': json(
    '/issues',
    JSON.stringify({ title: SQL, description: SQL, status: SQL, priority: SQL, assignee_id: SQL }),
  ),
  'SQL in a search': search(SQL),
  'a search of 2,000 words': search('word '.repeat(2_000)),
  'a search of 4,000 excluded words': search(words(4_000, '-')),
  'a search of 50 excluded words': search(words(50, '-')),
  'the last possible page': { method: 'GET', path: '/issues?page=2147483647&status=open' },
  'a page of long texts': { method: 'GET', path: '/issues?page_size=100' },
  'the name of another host': { method: 'GET', path: '/issues', headers: { host: 'evil.example' } },
  '10 MB of JSON': json('/issues', JSON.stringify({ title: 'x'.repeat(10_000_000) })),
  '10 MB of JSON, compressed': post(
    '/issues',
    { ...JSON_TYPE, 'content-encoding': 'gzip' },
    gzipSync(JSON.stringify({ title: 'x'.repeat(10_000_000) })),
  ),
  'JSON 100,000 deep': json('/issues', `{"title":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
  '__proto__ keys': json('/issues', '{"title":"x","__proto__":{"status":"closed"}}'),
  '60,000 unknown fields': json(
    '/issues',
    `{${Array.from({ length: 60_000 }, (_, index) => `"field${index}":1`).join(',')}}`,
  ),
  '400,000 ids': json(
    '/issues/bulk-status',
    `{"status":"open","issue_ids":[${Array(400_000).fill(1).join(',')}]}`,
  ),
  'a header of 64 kB': {
    method: 'GET',
    path: '/issues',
    headers: { 'x-long': 'x'.repeat(65_536) },
  },
  'a zip bomb as upload': upload(BOMB),
  'an upload of one line of 2 MB': upload(Buffer.from(`title\n"${'x'.repeat(2_000_000)}`)),
};

/** The event loop delay of a server under attack, and the responses to the attacks. */
export async function benchHostile() {
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  const server = await startServer({
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite:${join(folder, 'hostile.db')}`,
    SEED_NEW_DATABASE: 'true',
    REQUEST_TIMEOUT_SECONDS: '5',
    LOG_LEVEL: 'silent',
  });
  const agent = new Agent({ keepAlive: true });
  try {
    await createLongIssues(server.url);
    await eventLoopDelay(server.url);
    const until = performance.now() + SECONDS * 1000;
    const responses = new Map(Object.keys(ATTACKS).map((name) => [name, new Map()]));
    const attacker = async ([name, attack]) => {
      while (performance.now() < until) count(responses.get(name), await send(server.url, attack));
    };
    const times = [];
    const reader = async () => {
      while (performance.now() < until) {
        const start = performance.now();
        const status = await send(server.url, { method: 'GET', path: '/issues/1', agent });
        if (status !== 200) throw new Error(`GET /issues/1: ${status}`);
        times.push(performance.now() - start);
        await sleep(5);
      }
    };
    const slow = Array.from({ length: SLOW_CONNECTIONS }, () => trickle(server.url, until));
    const silent = Array.from({ length: SILENT_CONNECTIONS }, () => readNothing(server.url, until));
    const memory = highestMemory(server.url, until);
    const attackers = Object.entries(ATTACKS).flatMap((attack) =>
      Array.from({ length: CLIENTS_PER_ATTACK }, () => attacker(attack)),
    );
    await Promise.all([...attackers, reader()]);
    const delay = await eventLoopDelay(server.url);
    const slowResponses = new Map();
    for (const status of (await Promise.all(slow)).flat()) count(slowResponses, status);
    responses.set(`${SLOW_CONNECTIONS} connections of a byte a second`, slowResponses);
    const megabytes = await memory;
    responses.set(
      `${SILENT_CONNECTIONS} connections that read nothing`,
      new Map([['times cut off', (await Promise.all(silent)).reduce((sum, n) => sum + n, 0)]]),
    );
    return {
      report: reportOf(delay, megabytes, times, responses),
      failures: failuresOf(delay, megabytes),
    };
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** The 99th percentile of the event loop delay since the last call, in milliseconds. */
async function eventLoopDelay(url) {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return 1000 * Number(/^event_loop_delay_p99_seconds (\S+)$/m.exec(metrics)?.[1]);
}

/** The highest resident memory of the server until then, in MB. */
async function highestMemory(url, until) {
  let highest = 0;
  while (performance.now() < until) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const bytes = Number(/^process_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
    highest = Math.max(highest, bytes / 1024 ** 2);
    await sleep(500);
  }
  return highest;
}

async function createLongIssues(url) {
  const description = 'é'.repeat(100_000);
  for (let index = 0; index < LONG_ISSUES; index += 1) {
    const body = JSON.stringify({ title: `Long ${index}`, description });
    await fetch(`${url}/issues`, { method: 'POST', headers: JSON_TYPE, body });
  }
}

/** A client that asks for large pages, reads nothing, and comes back when it is cut off. */
async function readNothing(url, until) {
  const { hostname, port } = new URL(url);
  let cutOff = 0;
  while (performance.now() < until) {
    const socket = connect(Number(port), hostname).pause();
    const lost = new Promise((resolve) => socket.once('error', resolve).once('close', resolve));
    socket.write('GET /issues?page_size=100 HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20));
    // Whoever reads nothing learns of its end when it writes.
    const timer = setInterval(() => socket.write('\r\n'), 1000);
    await Promise.race([lost, sleep(until - performance.now(), undefined, { ref: false })]);
    clearInterval(timer);
    if (performance.now() < until) cutOff += 1;
    socket.destroy();
  }
  return cutOff;
}

/** Returns the status, or 'cut off': a server need not read a request that it has refused. */
const send = (url, { body, ...options }) =>
  new Promise((resolve) => {
    const sent = request(url + options.path, options, (response) => {
      response.resume().once('close', () => resolve(response.statusCode));
    });
    sent.once('error', () => resolve('cut off'));
    sent.end(body);
  });

/** A connection that sends a byte a second, opened again whenever it is cut off. */
async function trickle(url, until) {
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

function reportOf(delay, megabytes, times, responses) {
  const p99 = quantile(times, 0.99);
  return [
    `${SECONDS} seconds of hostile requests:`,
    `  event loop p99 ${delay.toFixed(0)} ms (at most ${MAX_DELAY_MS})`,
    `  resident memory ${megabytes.toFixed(0)} MB (at most ${MAX_MEMORY_MB})`,
    `  GET /issues/1 meanwhile p99 ${p99.toFixed(0)} ms, ${times.length} times 200`,
    ...[...responses].map(
      ([name, counts]) =>
        `  ${name}: ${[...counts].map(([status, n]) => `${n} x ${status}`).join(', ')}`,
    ),
  ].join('\n');
}

const failuresOf = (delay, megabytes) => [
  ...(delay > MAX_DELAY_MS ? [`hostile: event loop p99 ${delay} ms`] : []),
  ...(megabytes > MAX_MEMORY_MB ? [`hostile: resident memory ${megabytes} MB`] : []),
];
