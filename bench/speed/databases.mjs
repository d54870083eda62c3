import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/prepare.mjs';
import { migrateFresh } from '../migrate.mjs';
import { runOn, startPostgres } from '../postgres.mjs';
import { ISSUES } from './requests.mjs';

const cache = join(root, 'node_modules/.cache/issue-tracker-bench');

/**
 * A populated SQLite database. It is kept for the next run, as long as the schema and the sample data
 * are the same: to make it takes longer than to measure a scenario.
 */
async function sqliteTemplate() {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, `${sourcesHash()}-${ISSUES}.db`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}`;
  await populate(`sqlite:${unfinished}`);
  renameSync(unfinished, path);
  return path;
}

/**
 * Databases of a dialect: `create` makes the next one, with the schema and the issues of all the
 * others. SQLite's are in the folder.
 */
export async function openDatabases(dialect, folder) {
  if (dialect === 'postgres') return openPostgres();
  const template = await sqliteTemplate();
  let count = 0;
  return {
    async create() {
      count += 1;
      const path = join(folder, `${count}.db`);
      copyFileSync(template, path);
      return `sqlite:${path}`;
    },
    close: async () => undefined,
  };
}

async function openPostgres() {
  const server = await startPostgres();
  const template = await server.createDatabase();
  await populate(template);
  return {
    async create() {
      const url = await server.createDatabase({ template });
      // What autovacuum does in its own time, so that no run meets it by chance.
      await runOn(url, 'VACUUM (ANALYZE)');
      return url;
    },
    close: () => server.stop(),
  };
}

/** Gives an empty database its schema and the sample data. */
async function populate(url) {
  await migrateFresh(url);
  const args = [join(root, 'dist/bin/cli.js'), 'populate', '--issues', String(ISSUES)];
  const { status } = spawnSync(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('populate failed');
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const folder of ['dist/migrations', 'dist/src/maintenance/sample-data']) {
    for (const file of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (file.endsWith('.js')) hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
