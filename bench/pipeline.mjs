import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, spreadOf } from './statistics.mjs';
import { publish } from './write-document.mjs';

/**
 * What a request costs on its way to its handler and back: the processor time of `GET /health` beside
 * that of bare Express, turn by turn in one run, and by a profile where it goes. A sample belongs to
 * the part whose code is nearest to the top of its stack, with all that this code calls in turn.
 */
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 2_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const PROFILED_ROUNDS = 4;
const CLIENTS = 16;

/** What `GET /health` may cost beside bare Express. */
const LIMIT = 1.8;

/** The code of each part, by its path. */
const PARTS = [
  ['request id, request context', /request-id\.middleware|request-context/],
  [
    'request log',
    /request-log\.middleware|\/(pino|pino-std-serializers|sonic-boom|quick-format-unescaped)\//,
  ],
  ['metrics', /\/src\/metrics\/|\/prom-client\//],
  ['security headers', /security-headers/],
  ['same origin, length of the URL', /same-origin\.middleware|url-limit\.middleware/],
  ['timeouts', /(body|send)-timeout\.middleware|\/pace\./],
  ['identity, rate limit, access', /\/src\/auth\/.*guard|rate-limits|access\.decorator/],
  ['known route, media type, query, JSON body', /\/src\/http\/guards\//],
  ['query string', /query-string|node:querystring/],
  ['validation', /\/src\/http\/validation\/|\/class-(transformer|validator)\//],
  ['metadata', /\/reflect-metadata\//],
  ['Nest: interceptors', /\/rxjs\/|interceptors-consumer/],
  ['Nest: the rest', /\/@nestjs\//],
  [
    'Express',
    /\/(express|router|finalhandler|parseurl|path-to-regexp|content-type|qs|etag|fresh|proxy-addr|mime-types|on-finished|type-is|setprototypeof)\//,
  ],
  ['database', /\/(typeorm|better-sqlite3)\/|\/src\/database\//],
  ['handlers', /\/dist\/src\//],
  ['HTTP server of Node', /^node:/],
];

const GARBAGE = 'garbage collection';
const NATIVE = 'what is not JavaScript';

async function startServer(env) {
  const output = openSync(devNull, 'w');
  const child = fork(join(import.meta.dirname, 'pipeline-server.mjs'), {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  });
  closeSync(output);
  const [{ url }] = await once(child, 'message');
  const ask = async (question) => {
    child.send(question);
    const [answer] = await once(child, 'message');
    return answer;
  };
  const { port } = new URL(url);
  const cpu = async () => {
    const { user, system } = await ask('cpu');
    return user + system;
  };
  return {
    /** Microseconds of processor time of a request. */
    async cost(path) {
      const before = await cpu();
      await sendAll(port, path);
      return ((await cpu()) - before) / REQUESTS;
    },
    async profile(path) {
      await ask('startProfile');
      for (let round = 0; round < PROFILED_ROUNDS; round += 1) await sendAll(port, path);
      return ask('stopProfile');
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

const sendAll = (port, path) =>
  Promise.all(Array.from({ length: CLIENTS }, () => sendFromOneClient(port, path)));

/** One request after the other on a connection; as little of this processor's time as possible. */
async function sendFromOneClient(port, path) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n`;
  let left = REQUESTS / CLIENTS;
  let received = '';
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
    const length = responseLength(received);
    if (length === undefined || received.length < length) return;
    if (!received.startsWith('HTTP/1.1 200 ')) throw new Error(received);
    received = '';
    left -= 1;
    if (left > 0) socket.write(request);
    else socket.end();
  });
  socket.write(request);
  await once(socket, 'close');
}

/** Undefined until its headers are there. */
function responseLength(received) {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  return end + 4 + Number(/content-length: (\d+)/i.exec(received.slice(0, end))[1]);
}

/** The share of each part in the samples that were not idle: other processes do not count. */
function sharesOf({ nodes, samples }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const id of node.children ?? []) byId.get(id).parent = node;
  const parts = samples.map((id) => partOf(byId.get(id))).filter((part) => part !== undefined);
  const shares = new Map();
  for (const part of parts) shares.set(part, (shares.get(part) ?? 0) + 1 / parts.length);
  return shares;
}

/** Undefined while idle. */
function partOf(node) {
  const { functionName } = node.callFrame;
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return GARBAGE;
  let fallback = NATIVE;
  for (let frame = node; frame; frame = frame.parent) {
    const { url } = frame.callFrame;
    const found = PARTS.find(([, code]) => code.test(url));
    // Node's own code works for whoever calls it.
    if (found && !url.startsWith('node:')) return found[0];
    if (found) fallback = found[0];
  }
  return fallback;
}

const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
const [bare, ours] = [
  await startServer({ BARE: 'yes' }),
  await startServer({ DATABASE_URL: `sqlite:${join(folder, 'pipeline.db')}` }),
];
const columns = [
  { name: 'bare Express, `/health`', server: bare, path: '/health' },
  { name: '`/health`', server: ours, path: '/health' },
  { name: '`/issues?page_size=1`', server: ours, path: '/issues?page_size=1' },
];
const rounds = [];
for (let round = -2; round < ROUNDS; round += 1) {
  const costs = [];
  for (const { server, path } of columns) costs.push(await server.cost(path));
  // The first ones warm up.
  if (round >= 0) rounds.push(costs);
}
for (const [index, column] of columns.entries()) {
  column.cost = median(rounds.map((costs) => costs[index]));
  column.shares = sharesOf(await column.server.profile(column.path));
}
await Promise.all([ours.stop(), bare.stop()]);
rmSync(folder, { recursive: true });

const report = [ratioText(), '', ...table()].join('\n');
console.log(report);
if (process.argv.includes('--publish')) await publish('bench:pipeline', report);

function ratioText() {
  const ratios = rounds.map(([limit, health]) => health / limit);
  return (
    `Medians of ${ROUNDS} rounds of ${REQUESTS} requests of ${CLIENTS} clients. ` +
    `\`GET /health\` costs ${median(ratios).toFixed(2)} times what it costs with Express alone ` +
    `(${spreadOf(ratios)}; at most ${LIMIT}).`
  );
}

function table() {
  const names = [...PARTS.map(([name]) => name), GARBAGE, NATIVE];
  const row = (name, values) =>
    `| ${[name, ...values.map((value) => value.toFixed(0))].join(' | ')} |`;
  const partRow = (part) =>
    row(
      part,
      columns.map(({ cost, shares }) => cost * (shares.get(part) ?? 0)),
    );
  return [
    `| part, µs of a request | ${columns.map(({ name }) => name).join(' | ')} |`,
    `| --- | ${columns.map(() => '---:').join(' | ')} |`,
    ...names.filter((name) => columns.some(({ shares }) => shares.has(name))).map(partRow),
    row(
      '**all**',
      columns.map(({ cost }) => cost),
    ),
  ];
}
