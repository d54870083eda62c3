import { rm } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { HttpAdapter } from '../../src/http/http-adapter.js';
import { createLog } from '../../src/common/logging/create-log.js';
import { type Configuration, loadConfiguration } from '../../src/config/configuration.js';
import { configureApp } from '../../src/server/configure-app.js';
import { replaceContent } from '../../src/database/sqlite/sqlite-copy.js';
import { createFolder, createMigratedDatabase, type TestDatabase } from './databases.js';
import { keepIdle, startWorkers, takeIdle, type WorkerServer } from './native/worker-servers.mjs';

export { createMigratedDatabase, createTestDatabase, type TestDatabase } from './databases.js';

declare global {
  /** Processes that serve; with 1 it is the test's own. */
  var __WORKERS__: number;
}

export interface TestApp {
  /** Reaches behind the API; where several processes serve, it is one more on the same database. */
  readonly app: NestExpressApplication;
  readonly http: ReturnType<typeof request>;
  readonly url: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

type Environment = Record<string, string>;
type OnLog = (line: string) => void;

/** The whole application on a port and a database of its own, in as many processes as are asked for. */
export async function createTestApp(overrides: Environment = {}, onLog?: OnLog): Promise<TestApp> {
  const create = __WORKERS__ > 1 ? createServed : createHere;
  const created = await create(overrides, onLog);
  return { ...created, http: request(created.url) };
}

type Created = Omit<TestApp, 'http'>;

/** No test may fail because the machine is busy with something else; those of limits set their own. */
const PATIENT = { DATABASE_TIMEOUT_SECONDS: '60', REQUEST_TIMEOUT_SECONDS: '120' };

async function createHere(overrides: Environment, onLog?: OnLog): Promise<Created> {
  const database = await databaseOf(overrides);
  const backups = await createFolder();
  const env = environmentOf(database.url, backups, overrides, onLog);
  const app = await createApp(loadConfiguration(env), onLog);
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    // A connection on which nothing was ever sent is not idle to Node, and would be waited for.
    app.getHttpServer().closeAllConnections();
    await app.close();
    await database.drop();
    await rm(backups, { recursive: true });
  };
  return { app, url: await app.getUrl(), databaseUrl: env.DATABASE_URL, close };
}

/** Served by the built program, and looked into by an application of the test's own. */
async function createServed(overrides: Environment, onLog?: OnLog): Promise<Created> {
  const kind = JSON.stringify(overrides);
  const reusable = !onLog && REMEMBERING.every((name) => overrides[name] === undefined);
  const server = (reusable && (await takeEmpty(kind))) || (await startServer(overrides, onLog));
  const { url, databaseUrl, backups } = server;
  const env = environmentOf(databaseUrl, backups, overrides, onLog);
  const app = await createApp(loadConfiguration(env), onLog);
  await app.init();
  const close = async () => {
    await app.close();
    if (reusable) keepIdle(kind, server);
    else await server.end();
  };
  return { app, url, databaseUrl, close };
}

/**
 * What a server with one of these keeps in its memory outlives the database: how often somebody has
 * asked, when a token was last used. Or what it works on belongs to the test.
 */
const REMEMBERING = ['AUTH_MODE', 'RATE_LIMIT_PER_MINUTE', 'DATABASE_URL', 'BACKUP_DIR'];

async function startServer(overrides: Environment, onLog?: OnLog): Promise<WorkerServer> {
  const { url: databaseUrl } = await databaseOf(overrides);
  const backups = await createFolder();
  const env = environmentOf(databaseUrl, backups, overrides, onLog);
  const { url, end } = await startWorkers({ ...env, WORKERS: String(__WORKERS__) }, onLog);
  // Its files go with the run: it may outlive the test file that started it.
  return { url, databaseUrl, backups, end };
}

/** A server that has served other tests, with nothing left of them. */
async function takeEmpty(kind: string): Promise<WorkerServer | undefined> {
  const server = takeIdle(kind);
  if (!server) return undefined;
  const file = server.databaseUrl.slice('sqlite:'.length);
  await replaceContent(process.env.TEST_SQLITE_TEMPLATE ?? '', file, () => Promise.resolve());
  await rm(server.backups, { recursive: true, force: true });
  return server;
}

/** One that a test brings along has the schema already, and is the test's to drop. */
const databaseOf = ({ DATABASE_URL: url }: Environment): Promise<TestDatabase> =>
  url === undefined
    ? createMigratedDatabase()
    : Promise.resolve({ url, drop: () => Promise.resolve() });

const environmentOf = (
  databaseUrl: string,
  backups: string,
  overrides: Environment,
  onLog?: OnLog,
) => ({
  DATABASE_URL: databaseUrl,
  BACKUP_DIR: backups,
  LOG_LEVEL: onLog ? 'info' : 'silent',
  ...PATIENT,
  ...overrides,
});

async function createApp(
  configuration: Configuration,
  onLog?: OnLog,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.register(configuration),
    new HttpAdapter(configuration.http),
    { bodyParser: false, abortOnError: false, logger: false },
  );
  const log = onLog ? pino({}, { write: onLog }) : createLog(configuration.log);
  configureApp(app, configuration, log);
  return app;
}
