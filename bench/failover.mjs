import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../scripts/server.mjs';
import { isInstalled, startPgBouncer } from '../test/support/native/pgbouncer.mjs';
import { startReplicatedPostgres } from '../test/support/native/replicated-postgres.mjs';
import { endRun, runFolder } from '../test/support/native/run.mjs';
import { markdown, median } from './statistics.mjs';

/**
 * How long writes are away when the primary is lost and its synchronous standby is promoted two seconds
 * later, and what became of the writes: each has an Idempotency-Key and is sent until it is acknowledged.
 *
 * FAILOVER_ROUNDS and FAILOVER_WAYS (a part of a name) set the constants below.
 */
const ROUNDS = Number(process.env.FAILOVER_ROUNDS ?? 3);
const CLIENTS = 8;
const WRITES_BEFORE = 200;
const WRITES_AFTER = 200;
const PROMOTED_AFTER_MS = 2_000;

/**
 * Each way by which the API finds the new primary: `urlOf` gets the URLs of both servers and that of an
 * address which leads to the first one, and after the promotion to the second.
 */
const WAYS = [
  { name: 'two hosts in `DATABASE_URL`', urlOf: severalHosts },
  { name: 'two hosts in `DATABASE_URL`, the old one hangs', urlOf: severalHosts, hangs: true },
  {
    name: 'PgBouncer as it is',
    urlOf: (_urls, moving) => pooled(moving, { server_login_retry: 15 }),
  },
  { name: 'PgBouncer, `server_login_retry = 1`', urlOf: (_urls, moving) => pooled(moving) },
];

function severalHosts([first, second], moving) {
  const hosts = [moving.url, second].map((url) => new URL(url).host).join(',');
  return { url: first.replace(/@[^/]*/, `@${hosts}`), stop: () => undefined, keepsOld: true };
}

async function pooled(moving, settings) {
  const { through, stop } = await startPgBouncer(runFolder(), moving.url, settings);
  return { url: through(moving.url), stop };
}

/** An address that can be moved to another server, as Patroni's callbacks or HAProxy do. */
async function movingAddress(target) {
  let { port } = new URL(target);
  const sockets = new Set();
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        if (!frozen) for (const end of [client, upstream]) end.destroy();
      });
      if (frozen) socket.pause();
    }
    client.pipe(upstream).pipe(client);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = Object.assign(new URL(target), { host: `127.0.0.1:${server.address().port}` }).href;
  return {
    url,
    moveTo: (next) => ({ port } = new URL(next)),
    /** Accepts connections, and forwards nothing. */
    freeze() {
      frozen = true;
      for (const socket of sockets) socket.pause();
    },
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Clients that write until they are stopped. */
function writeTo(url) {
  const acknowledged = new Map();
  const sent = { requests: 0, stopped: false };
  const times = [];
  const send = async (key) => {
    sent.requests += 1;
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    const body = JSON.stringify({ title: key });
    const response = await fetch(`${url}/issues`, { method: 'POST', headers, body });
    const { id } = await response.json();
    if (response.status !== 201) return sleep(20);
    acknowledged.set(key, id);
    times.push(performance.now());
  };
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!sent.stopped) {
      const key = randomUUID();
      while (!acknowledged.has(key)) await send(key);
    }
  });
  return {
    acknowledged,
    times,
    sent,
    async untilMore(count) {
      const goal = acknowledged.size + count;
      while (acknowledged.size < goal) await sleep(20);
    },
    stop() {
      sent.stopped = true;
      return Promise.all(clients);
    },
  };
}

async function round({ urlOf, hangs }) {
  const postgres = await startReplicatedPostgres(1);
  const { primary, replicas } = postgres;
  const [standby] = replicas;
  await primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
  await primary.query('SELECT pg_reload_conf()');
  const moving = await movingAddress(primary.url);
  const way = await urlOf([primary.url, standby.url], moving);
  const server = await startServer({ ...process.env, DATABASE_URL: way.url, LOG_LEVEL: 'silent' });
  try {
    const writes = writeTo(server.url);
    await writes.untilMore(WRITES_BEFORE);
    if (hangs) moving.freeze();
    await primary.kill();
    const lastBefore = writes.times.at(-1);
    const known = writes.times.length;
    await sleep(PROMOTED_AFTER_MS);
    await standby.query('SELECT pg_promote()');
    if (!way.keepsOld) moving.moveTo(standby.url);
    const promoted = performance.now();
    await writes.untilMore(WRITES_AFTER);
    await writes.stop();
    const first = writes.times.slice(known).find((time) => time > promoted);
    const rows = await standby.query("SELECT title FROM issues WHERE title LIKE '%-%'");
    const stored = new Map();
    for (const { title } of rows) stored.set(title, (stored.get(title) ?? 0) + 1);
    return {
      afterPromotion: (first - promoted) / 1000,
      away: (first - lastBefore) / 1000,
      acknowledged: writes.acknowledged.size,
      lost: [...writes.acknowledged.keys()].filter((key) => !stored.has(key)).length,
      twice: [...stored.values()].filter((count) => count > 1).length,
      repeated: writes.sent.requests - writes.acknowledged.size,
    };
  } finally {
    await server.stop();
    await way.stop();
    moving.stop();
    await postgres.stop();
  }
}

runFolder();
try {
  const rows = [];
  for (const way of WAYS) {
    if (!way.name.includes(process.env.FAILOVER_WAYS ?? '')) continue;
    if (way.name.startsWith('PgBouncer') && !isInstalled()) continue;
    const results = [];
    for (let number = 0; number < ROUNDS; number += 1) {
      results.push(await round(way));
      console.error(`${way.name}: ${JSON.stringify(results.at(-1))}`);
    }
    const sum = (name) => results.reduce((total, result) => total + result[name], 0);
    const seconds = (name) => median(results.map((result) => result[name])).toFixed(1);
    rows.push([
      way.name,
      ...[seconds('afterPromotion'), seconds('away')],
      ...['acknowledged', 'lost', 'twice', 'repeated'].map(sum),
    ]);
  }
  const counts = ['acknowledged', 'lost', 'stored twice', 'repeated'];
  console.log(markdown(['way', 's after the promotion', 's away', ...counts], rows));
} finally {
  await endRun();
}
