import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';
import { run } from './run.mjs';

ensureInstalled();
ensureBuilt();
process.exitCode = await run([join(root, 'dist/src/main.js')], {
  SEED_NEW_DATABASE: process.env.SEED_NEW_DATABASE ?? 'true',
});
