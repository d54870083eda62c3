import { createTestApp, type TestApp } from './create-test-app.js';
import { type ReplicatedPostgres, startReplicatedPostgres } from './native/replicated-postgres.mjs';
import { until } from './until.js';

/** Whatever is read of a response. */
export interface Body {
  readonly total: number;
  readonly items: readonly { readonly id: number; readonly title: string }[];
  readonly next_cursor: string | null;
  readonly version: number;
  readonly title: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly errors: unknown;
}

/** No replica is too far behind, however long a test takes. */
export const PATIENT = { DATABASE_REPLICA_MAX_LAG_SECONDS: '3600', TRUST_PROXY: 'true' };

/**
 * A primary and two replicas for the tests of a suite, which calls this before them, and one application at a
 * time that reads from them.
 */
export function useReplicas() {
  let postgres: ReplicatedPostgres;
  let tracker: TestApp | undefined;
  let added = 0;

  beforeAll(async () => {
    postgres = await startReplicatedPostgres(2);
  });
  afterAll(() => postgres.stop());
  afterEach(async () => {
    await close();
    await resume();
  });

  async function close(): Promise<void> {
    await tracker?.close();
    tracker = undefined;
  }

  const urls = () => postgres.replicas.map(({ url }) => url).join(',');

  async function start(
    env: Record<string, string> = {},
    DATABASE_REPLICA_URLS = urls(),
  ): Promise<TestApp> {
    const { url } = postgres.primary;
    tracker = await createTestApp({ DATABASE_URL: url, DATABASE_REPLICA_URLS, ...PATIENT, ...env });
    await until(
      async () => (await metricOf('db_replicas')) === DATABASE_REPLICA_URLS.split(',').length,
    );
    return tracker;
  }

  const metricOf = async (name: string, url = tracker?.url ?? ''): Promise<number> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
  };

  const onEach = (statement: string) =>
    Promise.all(postgres.replicas.map((replica) => replica.query(statement)));
  const resume = () => onEach('SELECT pg_wal_replay_resume()');

  /** From now on the replicas show what they have, and the primary has one label more. */
  async function pause(): Promise<void> {
    await onEach('SELECT pg_wal_replay_pause()');
    await until(async () =>
      (await onEach('SELECT pg_get_wal_replay_pause_state() AS state')).every(
        ([row]) => row?.state === 'paused',
      ),
    );
    await addLabel();
  }

  async function addLabel(): Promise<void> {
    const name = `of the primary ${String((added += 1))}`;
    await postgres.primary
      .query(`INSERT INTO labels (name, name_key, color, created_at, updated_at, version)
      VALUES ('${name}', '${name}', '#ffffff', now(), now(), 1)`);
  }

  const labels = async ([server = postgres.primary]) =>
    Number((await server.query('SELECT count(*) AS labels FROM labels'))[0]?.labels);

  /** A client with an address of its own. */
  const client = (address: string, url = tracker?.url ?? '') => {
    const send = (method: string, path: string, headers: object = {}, body?: object) =>
      fetch(url + path, {
        method,
        headers: {
          'X-Forwarded-For': address,
          // Each request has a connection of its own, and so any of the workers.
          connection: 'close',
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    const json = async (path: string, headers: object = {}) =>
      (await (await send('GET', path, headers)).json()) as Body;
    return { send, json };
  };

  const readFrom = async (reader = client('10.0.0.9')): Promise<'replica' | 'primary'> => {
    const found = ((await reader.json('/labels')) as unknown as unknown[]).length;
    return found === (await labels([postgres.primary])) ? 'primary' : 'replica';
  };
  const untilRead = (from: 'replica' | 'primary') => until(async () => (await readFrom()) === from);

  return {
    servers: () => postgres,
    urls,
    start,
    close,
    metricOf,
    onEach,
    resume,
    pause,
    addLabel,
    client,
    readFrom,
    untilRead,
  };
}
