/** @postgres one SQLite file is for one host */
import { spawnSync } from 'node:child_process';
import { createMigratedDatabase, type TestDatabase } from '../support/databases.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { itWithHostnames } from '../support/installed.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { until } from '../support/until.js';

const ROWS = 6_000;

/** Repetitions at once, of which each worker of a host gets some. */
const CLIENTS = 6;

const FILE = ['title', ...Array.from({ length: ROWS }, (_, row) => `Row ${String(row)}`)].join(
  '\n',
);

describe('imports over several hosts of two workers each', () => {
  let database: TestDatabase;
  const servers: ServerProcess[] = [];

  beforeEach(async () => {
    database = await createMigratedDatabase();
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.end()));
    await database.drop();
  });

  async function startHost(hostname: string): Promise<ServerProcess> {
    const limits = { CONCURRENT_IMPORTS: String(CLIENTS), CONCURRENT_PER_CLIENT: String(CLIENTS) };
    const env = { DATABASE_URL: database.url, WORKERS: '2', ...limits };
    const server = await startServer(env, { hostname });
    servers.push(server);
    return server;
  }

  function send({ url }: ServerProcess): Promise<Response> {
    const body = new FormData();
    body.set('file', new Blob([FILE]), 'a.csv');
    const headers = { 'idempotency-key': 'over-hosts', connection: 'close' };
    return fetch(`${url}/issues/import`, { method: 'POST', headers, body });
  }

  const stored = async () => {
    const [row] = await rowsOf(
      database.url,
      'SELECT count(*) AS rows, count(DISTINCT title) AS titles FROM issues',
    );
    return { rows: Number(row?.rows), titles: Number(row?.titles) };
  };

  const moveLease = (interval: string) =>
    tamper(
      database.url,
      `UPDATE idempotency_keys SET lease_until = lease_until + interval '${interval}'`,
    );

  /** Ends all processes of a host at the same time. */
  async function crash({ pid, ended }: ServerProcess): Promise<void> {
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    const workers = stdout.trim().split(/\s+/).map(Number);
    expect(workers).toHaveLength(2);
    for (const process_ of [pid, ...workers]) process.kill(process_, 'SIGKILL');
    await ended;
  }

  itWithHostnames()(
    'An import whose host crashes is continued on another after `Retry-After`, by one of many repetitions, and no row is stored twice',
    async () => {
      const first = await startHost('first');
      const other = await startHost('other');
      const broken = expect(send(first)).rejects.toThrow();
      await until(async () => (await stored()).rows > 0);
      await crash(first);
      await broken;
      const before = await stored();
      expect(before.rows).toBeLessThan(ROWS);
      // However slow this machine is, the lease has not ended yet.
      await moveLease('1 hour');
      // The other host cannot know that the first one is dead, and says how long it may be alive.
      const refused = await Promise.all(Array.from({ length: CLIENTS }, () => send(other)));
      const seconds = refused.map(({ headers }) => Number(headers.get('retry-after')));
      expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([409]));
      expect(Math.max(...seconds)).toBeLessThanOrEqual(15);
      expect(await stored()).toEqual(before);
      await moveLease('-2 hours');
      const repeated = await Promise.all(Array.from({ length: CLIENTS }, () => send(other)));
      const statuses = repeated.map(({ status }) => status);
      expect(statuses).toContain(200);
      expect(statuses.filter((status) => ![200, 409].includes(status))).toEqual([]);
      expect(await stored()).toEqual({ rows: ROWS, titles: ROWS });
      const replayed = await send(other);
      expect(await replayed.json()).toMatchObject({
        total_rows: ROWS,
        successful: ROWS,
        failed: 0,
      });
      expect(await stored()).toEqual({ rows: ROWS, titles: ROWS });
    },
  );
});
