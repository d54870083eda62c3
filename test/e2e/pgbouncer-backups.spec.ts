/** @postgres PgBouncer is for PostgreSQL */
import pg from 'pg';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, createTestApp, type TestApp } from '../support/create-test-app.js';
import { createFolder, type TestDatabase } from '../support/databases.js';
import { createIssue } from '../support/factories.js';
import { itWith } from '../support/installed.js';
import { type PgBouncer, startPgBouncer } from '../support/native/pgbouncer.mjs';
import { describeWithBackups } from '../support/postgres-tools.js';
import { rest } from '../support/rest.js';
import { until } from '../support/until.js';

/** So few that all of them are used all the time. */
const CONNECTIONS = 4;

/** What pg_dump and its script set, in a session of their own. */
const SETTINGS = [
  'search_path',
  'row_security',
  'synchronize_seqscans',
  'extra_float_digits',
  'xmloption',
  'check_function_bodies',
  'statement_timeout',
  'lock_timeout',
];

/** Clients that send requests of all kinds, one after the other, until they are stopped. */
function load(url: string, id: number) {
  const kinds = [
    'POST /issues',
    `GET /issues/${String(id)}`,
    'GET /issues?q=traffic',
    'GET /issues?sort=priority',
    'GET /issues/export',
    'GET /reports/summary',
    'GET /maintenance/stats',
  ];
  const seen = new Map<string, Set<number>>(kinds.map((kind) => [kind, new Set()]));
  let going = true;
  let responses = 0;
  const send = async (kind: string) => {
    const [method = '', path = ''] = kind.split(' ');
    const response = await fetch(url + path, {
      method,
      ...(method === 'POST' && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'In the traffic' }),
      }),
    });
    await response.text();
    responses += 1;
    seen.get(kind)?.add(response.status);
  };
  const clients = kinds.map(async (kind) => {
    while (going) {
      await send(kind);
      await rest();
    }
  });
  return {
    untilMore: () => {
      const goal = responses + 10 * kinds.length;
      return until(() => responses >= goal);
    },
    stop: async () => {
      going = false;
      await Promise.all(clients);
      return [...seen].flatMap(([kind, statuses]) =>
        [...statuses].map((status) => `${kind} ${String(status)}`),
      );
    },
  };
}

const SUCCEEDED = / 20[01]$/;

(await describeWithBackups())('backups beside PgBouncer', () => {
  let database: TestDatabase;
  let pooler: PgBouncer;
  let tracker: TestApp;
  let id: number;
  let env: Record<string, string>;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    const direct = database.adminUrl ?? database.url;
    pooler = await startPgBouncer(process.env.TEST_RUN_FOLDER ?? '', direct, {
      default_pool_size: CONNECTIONS,
    });
    env = {
      DATABASE_URL: pooler.through(direct),
      DATABASE_ADMIN_URL: direct,
      BACKUP_DIR: await createFolder(),
    };
    tracker = await createTestApp(env);
    ({ id } = await createIssue(tracker));
  });
  afterEach(async () => {
    await tracker.close();
    await pooler.stop();
    await database.drop();
  });

  const backup = async () =>
    ((await tracker.http.post('/maintenance/backups').expect(201)).body as { name: string }).name;

  /** The settings of all connections that the pooler has, and of a new one to the server. */
  async function expectUnchangedConnections(): Promise<void> {
    const text = `SELECT ${SETTINGS.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`;
    const open = async (connectionString: string | undefined) => {
      const client = new pg.Client({ connectionString });
      await client.connect();
      return client;
    };
    const pooled = Array.from({ length: CONNECTIONS }, () => open(env.DATABASE_URL));
    const clients = await Promise.all([open(env.DATABASE_ADMIN_URL), ...pooled]);
    try {
      const settings: unknown[] = [];
      for (const client of clients) {
        // Holds the connection, so that the next one gets another.
        await client.query('BEGIN');
        settings.push((await client.query(text)).rows[0]);
      }
      expect(settings).toEqual(Array.from(settings, () => settings[0]));
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  }

  itWith('pgbouncer')('A backup beside requests of all kinds disturbs none of them', async () => {
    const traffic = load(tracker.url, id);
    await traffic.untilMore();
    for (let round = 0; round < 3; round += 1) {
      await backup();
      await traffic.untilMore();
    }
    expect((await traffic.stop()).filter((seen) => !SUCCEEDED.test(seen))).toEqual([]);
    await expectUnchangedConnections();
  });

  itWith('pgbouncer')(
    'A restore beside requests of all kinds succeeds, and all succeed after it',
    async () => {
      const name = await backup();
      const during = load(tracker.url, id);
      await during.untilMore();
      const { code, stdout, stderr } = await runCommand(['restore', name, '--yes', '--json'], env);
      await during.untilMore();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ restored: name });
      expect((await during.stop()).filter((seen) => !/ (20[01]|503)$/.test(seen))).toEqual([]);
      const after = load(tracker.url, id);
      await after.untilMore();
      expect((await after.stop()).filter((seen) => !SUCCEEDED.test(seen))).toEqual([]);
      await expectUnchangedConnections();
    },
  );
});
