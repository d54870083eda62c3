import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../scripts/server.mjs';
import { startReplicatedPostgres } from '../test/support/native/replicated-postgres.mjs';
import { endRun, runFolder } from '../test/support/native/run.mjs';
import { markdown } from './statistics.mjs';

/**
 * Callers that write and read beside two replicas: how many of their reads were older than what they had
 * written or read before, and which share of the reads replicas took. Once while the replicas follow, and
 * once while replay pauses every other half second.
 *
 * REPLICAS_SECONDS sets how long each of them takes.
 */
const SECONDS = Number(process.env.REPLICAS_SECONDS ?? 20);
const CALLERS = 16;
/** One in so many requests of a caller is a write. */
const WRITE_EVERY = [5, 20];
const PAUSE_MS = 500;

const counterOf = (text, name) =>
  [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))].reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );

async function measure(postgres, { pauses, writeEvery }) {
  const server = await startServer({
    ...process.env,
    DATABASE_URL: postgres.primary.url,
    DATABASE_REPLICA_URLS: postgres.replicas.map(({ url }) => url).join(','),
    TRUST_PROXY: 'true',
    LOG_LEVEL: 'silent',
    WORKERS: '2',
  });
  const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
  const reads = async () => {
    const text = await metrics();
    const replica = counterOf(text, 'db_replica_reads_total');
    return { replica, all: replica + counterOf(text, 'db_primary_reads_total') };
  };
  while (counterOf(await metrics(), 'db_replicas') < postgres.replicas.length) await sleep(50);
  const state = { running: true, reads: 0, stale: 0, writes: 0 };
  const onEach = (statement) => Promise.all(postgres.replicas.map((one) => one.query(statement)));
  const pausing = (async () => {
    while (pauses && state.running) {
      await onEach('SELECT pg_wal_replay_pause()');
      await sleep(PAUSE_MS);
      await onEach('SELECT pg_wal_replay_resume()');
      await sleep(PAUSE_MS);
    }
  })();
  const before = await reads();
  const callers = Array.from({ length: CALLERS }, async (_, index) => {
    const headers = {
      'x-forwarded-for': `10.0.0.${index + 1}`,
      'content-type': 'application/json',
    };
    const send = (method, path, body, more) =>
      fetch(server.url + path, { method, body, headers: { ...headers, ...more } });
    const created = await send('POST', '/issues', JSON.stringify({ title: 'of a caller' }));
    let { id, version } = await created.json();
    let tag = created.headers.get('etag');
    let total = 0;
    for (let turn = 1; state.running; turn += 1) {
      if (turn % writeEvery === 0) {
        const body = JSON.stringify({ version, title: `turn ${turn}` });
        const patched = await send('PATCH', `/issues/${id}`, body);
        if (patched.status !== 200) throw new Error(`PATCH: ${patched.status}`);
        ({ version } = await patched.json());
        tag = patched.headers.get('etag');
        state.writes += 1;
      } else if (turn % 3 === 0) {
        const list = await (await send('GET', '/issues?page_size=5')).json();
        state.stale += Number(list.total < total);
        total = list.total;
        state.reads += 1;
      } else if (turn % 3 === 1) {
        const issue = await (await send('GET', `/issues/${id}`)).json();
        state.stale += Number(issue.version !== version);
        state.reads += 1;
      } else {
        const same = await send('GET', `/issues/${id}`, undefined, { 'if-none-match': tag });
        state.stale += Number(same.status !== 304);
        await same.arrayBuffer();
        state.reads += 1;
      }
    }
  });
  await sleep(SECONDS * 1000);
  state.running = false;
  await Promise.all([...callers, pausing]);
  const after = await reads();
  await server.stop();
  const share = (after.replica - before.replica) / (after.all - before.all);
  return [state.writes, `${state.stale} of ${state.reads}`, `${Math.round(share * 100)} %`];
}

runFolder();
try {
  const postgres = await startReplicatedPostgres(2);
  const rows = [];
  for (const pauses of [false, true]) {
    for (const writeEvery of WRITE_EVERY) {
      const name = `${pauses ? 'replay pauses' : 'replicas follow'}, a write in ${writeEvery} requests`;
      rows.push([name, ...(await measure(postgres, { pauses, writeEvery }))]);
      console.error(rows.at(-1).join(' | '));
    }
  }
  await postgres.stop();
  console.log(markdown(['', 'writes', 'stale reads', 'read from replicas'], rows));
} finally {
  await endRun();
}
