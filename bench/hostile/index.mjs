import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startServer } from '../../scripts/server.mjs';
import { memoryOf, quantile } from '../statistics.mjs';
import { ATTACKS, CONTROL_TEXT, DISCUSSED_ISSUE, EDITED_ISSUE, json } from './attacks.mjs';
import { readNothing, send, trickle } from './clients.mjs';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const SLOW_CONNECTIONS = 1_000;
const SILENT_CONNECTIONS = 40;
const CLIENTS_PER_ATTACK = 2;

/** Of the server while it is attacked, at most. */
const MAX_DELAY_MS = 100;
const MAX_MEMORY_MB = 400;
const MAX_HONEST_MS = 200;

const LONG_ISSUES = 100;
const EDITS = 400;
const LONG_COMMENTS = 80;

const HONEST_CLIENT = fileURLToPath(new URL('honest-client.mjs', import.meta.url));

/** The event loop delay, memory and latency of a server under attack, and its responses to the attacks. */
export async function benchHostile() {
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  const server = await startServer({
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite:${join(folder, 'hostile.db')}`,
    SEED_NEW_DATABASE: 'true',
    REQUEST_TIMEOUT_SECONDS: '5',
    LOG_LEVEL: 'silent',
  });
  try {
    await prepare(server.url);
    return await attack(server);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

async function attack({ url, pid }) {
  await eventLoopDelay(url);
  const until = performance.now() + SECONDS * 1000;
  const honest = timesOfHonestClient(url);
  const responses = new Map(Object.keys(ATTACKS).map((name) => [name, new Map()]));
  const attacker = async ([name, requests]) => {
    const inTurn = [requests].flat();
    for (let index = 0; performance.now() < until; index += 1)
      count(responses.get(name), await send(url, inTurn[index % inTurn.length]));
  };
  const slow = Array.from({ length: SLOW_CONNECTIONS }, () => trickle(url, until));
  const silent = Array.from({ length: SILENT_CONNECTIONS }, () => readNothing(url, until));
  const memory = highestMemory(pid, until);
  await Promise.all(
    Object.entries(ATTACKS).flatMap((entry) =>
      Array.from({ length: CLIENTS_PER_ATTACK }, () => attacker(entry)),
    ),
  );
  const delayMs = await eventLoopDelay(url);
  const slowResponses = new Map();
  for (const status of (await Promise.all(slow)).flat()) count(slowResponses, status);
  responses.set(`${SLOW_CONNECTIONS} connections of a byte a second`, slowResponses);
  const cutOff = (await Promise.all(silent)).reduce((sum, times) => sum + times, 0);
  responses.set(
    `${SILENT_CONNECTIONS} connections that read nothing`,
    new Map([['cut off', cutOff]]),
  );
  return assess(delayMs, await memory, await honest, responses);
}

const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);

async function prepare(url) {
  const sent = async (request, expected) => {
    const status = await send(url, request);
    if (status !== expected) throw new Error(`${request.method} ${request.path}: ${status}`);
  };
  for (const title of ['Edited', 'Discussed'])
    await sent(json('/issues', JSON.stringify({ title })), 201);
  const edit = (body) => ({
    ...json(`/issues/${EDITED_ISSUE}`, JSON.stringify(body)),
    method: 'PATCH',
  });
  for (let version = 1; version <= EDITS; version += 1) {
    await sent(edit({ description: `${version} ${CONTROL_TEXT}`.slice(0, 99_999), version }), 200);
  }
  await sent(edit({ description: null, version: EDITS + 1 }), 200);
  const comment = { author_id: 1, body: 'word '.repeat(20_000).trim() };
  for (let index = 0; index < LONG_COMMENTS; index += 1)
    await sent(json(`/issues/${DISCUSSED_ISSUE}/comments`, JSON.stringify(comment)), 201);
  const description = 'é'.repeat(100_000);
  for (let index = 0; index < LONG_ISSUES; index += 1)
    await sent(json('/issues', JSON.stringify({ title: `Long ${index}`, description })), 201);
}

/** The 99th percentile of the event loop delay since the last call, in milliseconds. */
async function eventLoopDelay(url) {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return 1000 * Number(/^event_loop_delay_p99_seconds (\S+)$/m.exec(metrics)?.[1]);
}

/** The highest resident memory of the server until then, in MB. */
async function highestMemory(pid, until) {
  let highest = 0;
  while (performance.now() < until) {
    highest = Math.max(highest, memoryOf(pid));
    await sleep(100);
  }
  return highest;
}

async function timesOfHonestClient(url) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [HONEST_CLIENT, url, String(SECONDS)],
    { maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout);
}

function assess(delayMs, megabytes, times, responses) {
  const figures = [
    ['event loop p99, ms', delayMs, MAX_DELAY_MS],
    ['resident memory, MB', megabytes, MAX_MEMORY_MB],
    ['GET /issues/1 meanwhile p99, ms', quantile(times, 0.99), MAX_HONEST_MS],
  ].map(([name, value, limit]) => [
    `${name}: ${value.toFixed(0)} (at most ${limit})`,
    value > limit,
  ]);
  const lines = [...responses].map(
    ([name, counts]) =>
      `${name}: ${[...counts].map(([status, n]) => `${n} x ${status}`).join(', ')}`,
  );
  return {
    report: [
      `${SECONDS} seconds of hostile requests, and ${times.length} honest ones:`,
      ...[...figures.map(([text]) => text), ...lines].map((line) => `  ${line}`),
    ].join('\n'),
    failures: figures.filter(([, isBeyond]) => isBeyond).map(([text]) => `hostile: ${text}`),
  };
}
