import { rm } from 'node:fs/promises';
import { join } from 'node:path';
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
  /** Number of serving processes; with 1 it is the process of the test. */
  var __WORKERS__: number;
}

export interface TestApp {
  /** Gives access behind the API; with several serving processes, one more on the same database. */
  readonly app: NestExpressApplication;
  readonly http: ReturnType<typeof request>;
  readonly url: string;
  readonly databaseUrl: string;
  /** The folder of its backups, of its own unless the test has named one; it may not exist yet. */
  readonly backups: string;
  close(): Promise<void>;
}

type Environment = Record<string, string>;
type OnLog = (line: string) => void;

/** The application on a port and a database of its own, in `__WORKERS__` processes. */
export async function createTestApp(overrides: Environment = {}, onLog?: OnLog): Promise<TestApp> {
  const create = __WORKERS__ > 1 ? createInWorkers : createInProcess;
  const created = await create(overrides, onLog);
  return { ...created, http: request(created.url) };
}

type Created = Omit<TestApp, 'http'>;

/** So that no test fails because the machine is busy; tests of limits set their own. */
const LONG_TIMEOUTS = { DATABASE_TIMEOUT_SECONDS: '60', REQUEST_TIMEOUT_SECONDS: '120' };

async function createInProcess(overrides: Environment, onLog?: OnLog): Promise<Created> {
  const database = await databaseOf(overrides);
  const backups = await createFolder();
  const env = environmentOf(database, backups, overrides, onLog);
  const app = await createApp(loadConfiguration(env), onLog);
  await app.listen(0, '127.0.0.1');
  const close = async () => {
    // Node does not treat a connection on which nothing was sent as idle, and would wait for it.
    app.getHttpServer().closeAllConnections();
    await app.close();
    await database.drop();
    await rm(backups, { recursive: true });
  };
  return {
    app,
    url: await app.getUrl(),
    databaseUrl: env.DATABASE_URL,
    backups: env.BACKUP_DIR,
    close,
  };
}

/** Served by the built program; an application in the process of the test gives access behind the API. */
async function createInWorkers(overrides: Environment, onLog?: OnLog): Promise<Created> {
  const configuration = JSON.stringify(overrides);
  const reusable = !onLog && NOT_REUSABLE.every((name) => overrides[name] === undefined);
  const server =
    (reusable && (await takeIdleServer(configuration))) || (await startServer(overrides, onLog));
  const { url, databaseUrl, backups } = server;
  const env = environmentOf({ url: databaseUrl }, backups, overrides, onLog);
  const app = await createApp(loadConfiguration(env), onLog);
  await app.init();
  const close = async () => {
    await app.close();
    if (reusable) keepIdle(configuration, server);
    else await server.end();
  };
  return { app, url, databaseUrl, backups: env.BACKUP_DIR, close };
}

/**
 * A server with one of these variables serves one test: it keeps in memory what outlives its database
 * (request counts, the last use of tokens), or its database or backups belong to the test.
 */
const NOT_REUSABLE = ['AUTH_MODE', 'RATE_LIMIT_PER_MINUTE', 'DATABASE_URL', 'BACKUP_DIR'];

async function startServer(overrides: Environment, onLog?: OnLog): Promise<WorkerServer> {
  const database = await databaseOf(overrides);
  const { url: databaseUrl } = database;
  const backups = await createFolder();
  const env = environmentOf(database, backups, overrides, onLog);
  const { url, end } = await startWorkers({ ...env, WORKERS: String(__WORKERS__) }, onLog);
  // Its files are removed at the end of the run: it may outlive the test file that started it.
  return { url, databaseUrl, backups, end };
}

/** A server that has served other tests, with its database and backups emptied. */
async function takeIdleServer(configuration: string): Promise<WorkerServer | undefined> {
  const server = takeIdle(configuration);
  if (!server) return undefined;
  const file = server.databaseUrl.slice('sqlite:'.length);
  await replaceContent(process.env.TEST_SQLITE_TEMPLATE ?? '', file, () => Promise.resolve());
  await rm(server.backups, { recursive: true, force: true });
  return server;
}

/** A database that a test provides has the schema already, and is dropped by the test. */
const databaseOf = ({ DATABASE_URL: url }: Environment): Promise<TestDatabase> =>
  url === undefined
    ? createMigratedDatabase()
    : Promise.resolve({ url, drop: () => Promise.resolve() });

const environmentOf = (
  { url, adminUrl }: Pick<TestDatabase, 'url' | 'adminUrl'>,
  backups: string,
  overrides: Environment,
  onLog?: OnLog,
) => ({
  DATABASE_URL: url,
  ...(adminUrl !== undefined && { DATABASE_ADMIN_URL: adminUrl }),
  BACKUP_DIR: backups,
  UPLOAD_DIR: join(process.env.TEST_RUN_FOLDER ?? '', 'uploads'),
  LOG_LEVEL: onLog ? 'info' : 'silent',
  ...LONG_TIMEOUTS,
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
