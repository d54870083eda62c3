import { join } from 'node:path';
import { migrateTemplate } from './support/native/migrate-template.mjs';
import { administer, nameDatabase } from './support/native/postgres-databases.mjs';
import { startPgBouncer } from './support/native/pgbouncer.mjs';
import { offerPostgresForTools } from './support/native/postgres-for-tools.mjs';
import { startPostgres } from './support/native/postgres-server.mjs';
import { runFolder } from './support/native/run.mjs';

/** Runs once, before all tests. */
export default async function setUpPostgres() {
  await startPostgres(join(runFolder(), 'postgres'));
  const { name, url } = nameDatabase('template');
  await administer(`CREATE DATABASE ${name}`);
  process.env.TEST_POSTGRES_TEMPLATE = name;
  await migrateTemplate(url);
  // With `npm run test:pgbouncer` the program reaches its databases through PgBouncer.
  if (process.env.TEST_PGBOUNCER !== undefined) {
    const { through } = await startPgBouncer(runFolder(), process.env.TEST_POSTGRES_URL);
    process.env.TEST_PGBOUNCER = through(process.env.TEST_POSTGRES_URL);
  }
  await offerPostgresForTools(runFolder());
}
