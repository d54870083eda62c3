import { join } from 'node:path';
import './end-with-npm.mjs';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';
import { run } from './run.mjs';

await ensureInstalled();
await ensureBuilt();
process.exitCode = await run([join(root, 'dist/bin/cli.js'), ...process.argv.slice(2)]);
