import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
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

/** What else attacks: connections that send a byte a second, and ones that read nothing. */
const SLOW = `${SLOW_CONNECTIONS} connections of a byte a second`;
const SILENT = `${SILENT_CONNECTIONS} connections that read nothing`;
const PARTS = [...Object.keys(ATTACKS), SLOW, SILENT];

/**
 * The event loop delay, memory and latency of a server under attack, and its responses to the attacks:
 * all of them at once, the named ones (`--only NAME`, repeated), or each by itself (`--each`).
 */
export async function benchHostile(args = []) {
  const { only, each } = readOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  const database = `sqlite:${join(folder, 'hostile.db')}`;
  try {
    await withServer(database, ({ url }) => prepare(url));
    const reports = [];
    const failures = [];
    for (const parts of each ? only.map((name) => [name]) : [only]) {
      const found = await withServer(database, (server) => attack(server, parts));
      reports.push(found.report);
      failures.push(...found.failures);
    }
    return { report: reports.join('\n'), failures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string', multiple: true }, each: { type: 'boolean' } },
  });
  const { only = PARTS, each = false } = values;
  const unknown = only.filter((name) => !PARTS.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(', ')} in:\n${PARTS.join('\n')}`);
  return { only, each };
}

async function withServer(database, work) {
  const server = await startServer({
    PATH: process.env.PATH,
    DATABASE_URL: database,
    SEED_NEW_DATABASE: 'true',
    REQUEST_TIMEOUT_SECONDS: '5',
    LOG_LEVEL: 'silent',
  });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function attack({ url, pid }, parts) {
  await eventLoopDelay(url);
  const until = performance.now() + SECONDS * 1000;
  const honest = timesOfHonestClient(url);
  const memory = highestMemory(pid, until);
  const attacker = async (name) => {
    const statuses = [];
    const inTurn = [ATTACKS[name]].flat();
    while (performance.now() < until)
      statuses.push(await send(url, inTurn[statuses.length % inTurn.length]));
    return statuses;
  };
  const together = async (number, client) =>
    (await Promise.all(Array.from({ length: number }, client))).flat();
  const running = parts.map((name) => {
    if (name === SLOW) return together(SLOW_CONNECTIONS, () => trickle(url, until));
    if (name === SILENT) return together(SILENT_CONNECTIONS, () => readNothing(url, until));
    return together(CLIENTS_PER_ATTACK, () => attacker(name));
  });
  const statuses = await Promise.all(running);
  const delayMs = await eventLoopDelay(url);
  const responses = new Map(parts.map((name, index) => [name, countsOf(statuses[index])]));
  return assess(delayMs, await memory, await honest, responses);
}

function countsOf(statuses) {
  const counts = new Map();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

export async function prepare(url) {
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
