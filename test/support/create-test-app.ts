import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import type { Logger } from 'pino';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { HttpAdapter } from '../../src/common/http/http-adapter.js';
import { createLog } from '../../src/common/logging/create-log.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { configureApp } from '../../src/configure-app.js';
import { migrate } from '../../src/database/migrate.js';

declare global {
  var __DIALECT__: 'sqlite' | 'postgres';
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
  readonly app: NestExpressApplication;
  readonly http: ReturnType<typeof request>;
  readonly url: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** The whole application on a port and a database of its own. */
export async function createTestApp(
  overrides: Record<string, string> = {},
  log?: Logger,
): Promise<TestApp> {
  const database = await createTestDatabase();
  const configuration = loadConfiguration({
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    ...overrides,
  });
  await migrate(configuration);
  const module = await Test.createTestingModule({
    imports: [AppModule.register(configuration)],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>(
    new HttpAdapter(configuration.http),
    { bodyParser: false, logger: false },
  );
  configureApp(app, configuration, log ?? createLog(configuration.log));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    http: request(url),
    url,
    databaseUrl: database.url,
    close: async () => {
      // A connection on which nothing was ever sent is not idle to Node, and would be waited for.
      app.getHttpServer().closeAllConnections();
      await app.close();
      await database.drop();
    },
  };
}
