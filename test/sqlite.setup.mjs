import { join } from 'node:path';
import { migrateTemplate } from './support/native/migrate-template.mjs';
import { runFolder } from './support/native/run.mjs';

/** Runs once, before all tests. */
export default async function setUpSqlite() {
  const file = join(runFolder(), 'template.db');
  await migrateTemplate(`sqlite:${file}`);
  process.env.TEST_SQLITE_TEMPLATE = file;
}
