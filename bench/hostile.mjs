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
const CLIENTS_OF_EACH = 2;

/** What the event loop's 99th percentile may be while a server is attacked, in milliseconds. */
const LIMIT = 200;

/** What the server may have in memory meanwhile, in MB. */
const MEMORY_LIMIT = 400;

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

/** What is sent again and again, by name. */
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
  '10 MB of JSON, packed': post(
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

/** How late the server's timers run while it is attacked, and what the attacks are answered. */
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
    const answers = new Map(Object.keys(ATTACKS).map((name) => [name, new Map()]));
    const attacker = async ([name, attack]) => {
      while (performance.now() < until) count(answers.get(name), await send(server.url, attack));
    };
    const times = [];
    const friend = async () => {
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
      Array.from({ length: CLIENTS_OF_EACH }, () => attacker(attack)),
    );
    await Promise.all([...attackers, friend()]);
    const delay = await eventLoopDelay(server.url);
    const slowAnswers = new Map();
    for (const status of (await Promise.all(slow)).flat()) count(slowAnswers, status);
    answers.set(`${SLOW_CONNECTIONS} connections of a byte a second`, slowAnswers);
    const megabytes = await memory;
    answers.set(
      `${SILENT_CONNECTIONS} connections that read nothing`,
      new Map([['times cut off', (await Promise.all(silent)).reduce((sum, n) => sum + n, 0)]]),
    );
    return {
      report: reportOf(delay, megabytes, times, answers),
      failures: failuresOf(delay, megabytes),
    };
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

/** Milliseconds that 99 of 100 timers of the server were not later than since the last call. */
async function eventLoopDelay(url) {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return 1000 * Number(/^event_loop_delay_p99_seconds (\S+)$/m.exec(metrics)?.[1]);
}

/** The most that the server has in memory until then, in MB. */
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

/** The status of the answer, or that there was none: a server need not read what it has refused. */
const send = (url, { body, ...options }) =>
  new Promise((resolve) => {
    const sent = request(url + options.path, options, (answer) => {
      answer.resume().once('close', () => resolve(answer.statusCode));
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
    let answer = '';
    socket.on('data', (piece) => (answer += piece));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('POST /issues HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    const timer = setInterval(() => socket.write('x'), 1000);
    await Promise.race([closed, sleep(until - performance.now(), undefined, { ref: false })]);
    clearInterval(timer);
    socket.destroy();
    if (answer) statuses.push(Number(answer.split(' ')[1]));
  }
  return statuses;
}

function reportOf(delay, megabytes, times, answers) {
  const p99 = quantile(times, 0.99);
  return [
    `${SECONDS} seconds of hostile requests:`,
    `  event loop p99 ${delay.toFixed(0)} ms (at most ${LIMIT})`,
    `  resident memory ${megabytes.toFixed(0)} MB (at most ${MEMORY_LIMIT})`,
    `  GET /issues/1 meanwhile p99 ${p99.toFixed(0)} ms, ${times.length} times 200`,
    ...[...answers].map(
      ([name, counts]) =>
        `  ${name}: ${[...counts].map(([status, n]) => `${n} x ${status}`).join(', ')}`,
    ),
  ].join('\n');
}

const failuresOf = (delay, megabytes) => [
  ...(delay > LIMIT ? [`hostile: event loop p99 ${delay} ms`] : []),
  ...(megabytes > MEMORY_LIMIT ? [`hostile: resident memory ${megabytes} MB`] : []),
];
