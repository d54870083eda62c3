import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, tools } from './prepare.mjs';
import { run } from './run.mjs';

// Runs a script of tools/ or the program of a package there: node scripts/tool.mjs eslint .
const [name, ...args] = process.argv.slice(2);
await ensureInstalled();
await ensureInstalled(tools);
process.exitCode = await run([
  join(tools, name.endsWith('.mjs') ? name : programOf(name)),
  ...args,
]);

function programOf(name) {
  const folder = join('node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(tools, folder, 'package.json'), 'utf8'));
  return join(folder, bin[name] ?? bin);
}
