import { existsSync } from 'node:fs';
import { join } from 'node:path';
import './end-with-npm.mjs';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';
import { run } from './run.mjs';

// The server reads it too; here it is read for SEED_NEW_DATABASE.
if (existsSync('.env')) process.loadEnvFile('.env');
await ensureInstalled();
await ensureBuilt();
// A database server is shared: sample data would be in a team's way for good.
const isEmbedded = (process.env.DATABASE_URL ?? 'sqlite:').startsWith('sqlite');
process.exitCode = await run([join(root, 'dist/bin/main.js')], {
  SEED_NEW_DATABASE: process.env.SEED_NEW_DATABASE ?? String(isEmbedded),
});
