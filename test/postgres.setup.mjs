import { join } from 'node:path';
import { administer, nameDatabase } from './support/native/postgres-databases.mjs';
import { startPostgres } from './support/native/postgres-server.mjs';
import { migrateTemplate, runFolder } from './support/native/run.mjs';

/** Runs once, before all tests. */
export default async function setUpPostgres() {
  await startPostgres(join(runFolder(), 'postgres'));
  const { name, url } = nameDatabase('template');
  await administer(`CREATE DATABASE ${name}`);
  process.env.TEST_POSTGRES_TEMPLATE = name;
  await migrateTemplate(url);
}
