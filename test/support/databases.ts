import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { administer, nameDatabase } from './native/postgres-databases.mjs';

declare global {
  var __DIALECT__: 'sqlite' | 'postgres';
}

export interface TestDatabase {
  readonly url: string;
  /** Past PgBouncer, if `url` leads through one. */
  readonly adminUrl?: string;
  drop(): Promise<void>;
}

/** A database without tables, by default of the dialect that the suite runs on. */
export function createTestDatabase(dialect = __DIALECT__): Promise<TestDatabase> {
  return dialect === 'sqlite' ? createSqlite() : createPostgres();
}

/** A database with the schema and no data. */
export function createMigratedDatabase(): Promise<TestDatabase> {
  return __DIALECT__ === 'sqlite'
    ? createSqlite(process.env.TEST_SQLITE_TEMPLATE)
    : createPostgres(process.env.TEST_POSTGRES_TEMPLATE);
}

/** A folder that is removed at the end of the run, if not before. */
export const createFolder = () => mkdtemp(join(process.env.TEST_RUN_FOLDER ?? '', 'test-'));

async function createSqlite(template?: string): Promise<TestDatabase> {
  const folder = await createFolder();
  const file = join(folder, 'test.db');
  if (template !== undefined) await copyFile(template, file);
  return { url: `sqlite:${file}`, drop: () => rm(folder, { recursive: true, force: true }) };
}

async function createPostgres(template?: string): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL;
  const { name, url } = nameDatabase('test', server);
  await administer(`CREATE DATABASE ${name} ${template ? `TEMPLATE ${template}` : ''}`, server);
  const drop = () => administer(`DROP DATABASE ${name} WITH (FORCE)`, server);
  return { ...throughPooler(url), drop };
}

/** The URL of the same database on the server itself: what a test sets there must reach no other client. */
export function pastPooler(url: string): string {
  const { TEST_PGBOUNCER: pooler, TEST_POSTGRES_URL: server } = process.env;
  const address = new URL(url);
  if (!pooler || !server || address.host !== new URL(pooler).host) return url;
  address.host = new URL(server).host;
  return address.href;
}

/** With `npm run test:pgbouncer`, PgBouncer is in between. */
function throughPooler(url: string): Omit<TestDatabase, 'drop'> {
  const { TEST_PGBOUNCER: pooler } = process.env;
  if (pooler === undefined) return { url };
  const pooled = new URL(url);
  pooled.host = new URL(pooler).host;
  return { url: pooled.href, adminUrl: url };
}
