import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/prepare.mjs';
import { median } from './statistics.mjs';

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 4_000);
const ROUNDS = 7;
const CLIENTS = 8;

/** The cost of `GET /issues/{id}` with tokens and metrics, at most, as a multiple of that without. */
const MAX_RATIO = 1.15;

/** The processor time of one request with tokens and metrics, and without. */
export async function benchAccess() {
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite:${join(folder, 'access.db')}`,
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
  const cli = (...args) => {
    const program = [join(root, 'dist/bin/cli.js'), ...args];
    return spawnSync(process.execPath, program, { env, encoding: 'utf8' }).stdout;
  };
  cli('migrate');
  cli('seed');
  const { token } = JSON.parse(
    cli('token', 'create', '--user', 'alice', '--scope', 'read', '--json'),
  );
  const limits = { AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '1000000' };
  const [guarded, open] = [
    await startServer({ ...env, ...limits }, { Authorization: `Bearer ${token}` }),
    await startServer({ ...env, METRICS: 'off' }, {}),
  ];
  const rounds = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const pair = [await guarded.cost(), await open.cost()];
    // The first one warms up.
    if (round >= 0) rounds.push(pair);
  }
  await Promise.all([guarded.stop(), open.stop()]);
  rmSync(folder, { recursive: true });
  return reportOf(rounds);
}

function reportOf(rounds) {
  const [withLimits, without] = [0, 1].map((side) => median(rounds.map((pair) => pair[side])));
  const ratio = median(rounds.map(([guarded, open]) => guarded / open));
  const report = [
    'GET /issues/{id}, processor time of a request:',
    `  with tokens, limits and metrics ${withLimits.toFixed(0)} µs, without ${without.toFixed(0)} µs,`,
    `  ratio ${ratio.toFixed(3)} (at most ${MAX_RATIO})`,
  ].join('\n');
  return { report, failures: ratio > MAX_RATIO ? [`access: ratio ${ratio.toFixed(3)}`] : [] };
}

async function startServer(env, headers) {
  const child = fork(join(import.meta.dirname, 'access-server.mjs'), { env });
  const [{ url }] = await once(child, 'message');
  const cpu = async () => {
    child.send('cpu');
    const [{ user, system }] = await once(child, 'message');
    return user + system;
  };
  return {
    /** Microseconds of processor time per request. */
    async cost() {
      const before = await cpu();
      await sendAll(`${url}/issues/1`, headers);
      return ((await cpu()) - before) / REQUESTS;
    },
    async stop() {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

async function sendAll(url, headers) {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const client = async () => {
    for (let sent = 0; sent < REQUESTS / CLIENTS; sent += 1) await send(url, { agent, headers });
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
}

const send = (url, options) =>
  new Promise((resolve, reject) => {
    get(url, options, (response) => {
      if (response.statusCode !== 200) reject(new Error(`Status ${response.statusCode}.`));
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
