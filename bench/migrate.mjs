import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../scripts/prepare.mjs';

/** Migrates an empty database. */
export async function migrateFresh(url) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dist/bin/cli.js'), 'migrate'],
    { env: { ...process.env, DATABASE_URL: url }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
}
