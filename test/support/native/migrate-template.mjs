import { join, resolve } from 'node:path';

const built = resolve(import.meta.dirname, '../../../dist/src');

/** Migrates the database that all others are copies of: migrating each of them takes longer. */
export async function migrateTemplate(url) {
  const [{ migrate }, { loadConfiguration }] = await Promise.all([
    import(join(built, 'database/migrate.js')),
    import(join(built, 'config/configuration.js')),
  ]);
  await migrate(loadConfiguration({ DATABASE_URL: url }));
}
