import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { pino } from 'pino';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { HttpAdapter } from '../../src/common/http/http-adapter.js';
import { createLog } from '../../src/common/logging/create-log.js';
import { type Configuration, loadConfiguration } from '../../src/config/configuration.js';
import { configureApp } from '../../src/configure-app.js';
import { migrate } from '../../src/database/migrate.js';
import { replaceContent } from '../../src/database/sqlite-copy.js';
import { startServer } from './programs.js';

declare global {
  var __DIALECT__: 'sqlite' | 'postgres';
  /** Processes that serve; with 1 it is the test's own. */
  var __WORKERS__: number;
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database, of the dialect that the suite runs on if none is given. */
export async function createTestDatabase(dialect = __DIALECT__): Promise<TestDatabase> {
  if (dialect === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'issue-tracker-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      drop: () => rm(folder, { recursive: true, force: true }),
    };
  }
  const admin = process.env.TEST_POSTGRES_URL ?? '';
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(admin, `CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(admin, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

export interface TestApp {
  /** Reaches behind the API; where several processes serve, it is one more on the same database. */
  readonly app: NestExpressApplication;
  readonly http: ReturnType<typeof request>;
  readonly url: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

type OnLog = (line: string) => void;

/** The whole application on a port and a database of its own, in as many processes as are asked for. */
export async function createTestApp(
  overrides: Record<string, string> = {},
  onLog?: OnLog,
): Promise<TestApp> {
  const kind = JSON.stringify(overrides);
  const reusable = __WORKERS__ > 1 && !onLog && overrides.DATABASE_URL === undefined;
  const started =
    (reusable ? await takeIdle(kind) : undefined) ?? (await startTracker(overrides, onLog));
  const close = reusable ? () => keepIdle(kind, started) : started.end;
  return { ...started, http: request(started.url), close };
}

interface Started extends Pick<TestApp, 'app' | 'url' | 'databaseUrl'> {
  readonly end: () => Promise<void>;
}

async function startTracker(overrides: Record<string, string>, onLog?: OnLog): Promise<Started> {
  const database = await createTestDatabase();
  const backups = await mkdtemp(join(tmpdir(), 'issue-tracker-backups-'));
  const env = {
    DATABASE_URL: database.url,
    BACKUP_DIR: backups,
    LOG_LEVEL: onLog ? 'info' : 'silent',
    ...overrides,
  };
  const configuration = loadConfiguration(env);
  await migrate(configuration);
  const app = await createApp(configuration, onLog);
  const serve = __WORKERS__ > 1 ? serveByWorkers(app, env, onLog) : serveHere(app);
  const { url, stop } = await serve;
  const end = async () => {
    await stop();
    await app.close();
    await database.drop();
    await rm(backups, { recursive: true });
  };
  return { app, url, databaseUrl: env.DATABASE_URL, end };
}

/** Five processes take seconds to start: they serve the next test of the file with an empty database. */
const idle = new Map<string, Started[]>();

const fileOf = ({ databaseUrl }: Started) => databaseUrl.slice('sqlite:'.length);

async function takeIdle(kind: string): Promise<Started | undefined> {
  const tracker = idle.get(kind)?.pop();
  if (!tracker) return undefined;
  const empty = `${fileOf(tracker)}.empty`;
  if (!existsSync(empty)) await migrate(loadConfiguration({ DATABASE_URL: `sqlite:${empty}` }));
  await replaceContent(empty, fileOf(tracker), () => Promise.resolve());
  return tracker;
}

function keepIdle(kind: string, tracker: Started): Promise<void> {
  idle.set(kind, [...(idle.get(kind) ?? []), tracker]);
  return Promise.resolve();
}

afterAll(async () => {
  await Promise.all([...idle.values()].flat().map(({ end }) => end()));
});

async function createApp(
  configuration: Configuration,
  onLog?: OnLog,
): Promise<NestExpressApplication> {
  const module = await Test.createTestingModule({
    imports: [AppModule.register(configuration)],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>(
    new HttpAdapter(configuration.http),
    { bodyParser: false, logger: false },
  );
  const log = onLog ? pino({}, { write: onLog }) : createLog(configuration.log);
  configureApp(app, configuration, log);
  return app;
}

interface Served {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

async function serveHere(app: NestExpressApplication): Promise<Served> {
  await app.listen(0, '127.0.0.1');
  return {
    url: await app.getUrl(),
    stop: () => {
      // A connection on which nothing was ever sent is not idle to Node, and would be waited for.
      app.getHttpServer().closeAllConnections();
      return Promise.resolve();
    },
  };
}

async function serveByWorkers(
  app: NestExpressApplication,
  env: Record<string, string>,
  onLog?: OnLog,
): Promise<Served> {
  await app.init();
  const server = await startServer({ ...env, WORKERS: String(__WORKERS__) }, { onLog });
  return { url: server.url, stop: () => server.end() };
}
