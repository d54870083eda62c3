import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const built = resolve(import.meta.dirname, '../../../dist/src');

/** The folder of everything that this run leaves on the disk; the first one who asks makes it. */
export function runFolder() {
  if (process.env.TEST_RUN_FOLDER === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-tests-'));
    // PostgreSQL has a user of its own, who has to get to its data.
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'servers'));
    process.env.TEST_RUN_FOLDER = folder;
  }
  return process.env.TEST_RUN_FOLDER;
}

/** Brings the database that all others are copies of to its schema: migrating each takes longer. */
export async function migrateTemplate(url) {
  const [{ migrate }, { loadConfiguration }] = await Promise.all([
    import(join(built, 'database/migrate.js')),
    import(join(built, 'config/configuration.js')),
  ]);
  await migrate(loadConfiguration({ DATABASE_URL: url }));
}
