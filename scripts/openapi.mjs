import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorTable } from './error-table.mjs';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';
import { startServer } from './server.mjs';

// Writes docs/openapi.json and the tables of docs/errors.md from the sources: npm run openapi
await ensureInstalled();
await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-openapi-'));
// Nothing of the environment changes the document.
const server = await startServer({
  PATH: process.env.PATH,
  DATABASE_URL: `sqlite:${join(folder, 'openapi.db')}`,
});
try {
  const document = await (await fetch(`${server.url}/docs-json`)).json();
  writeFileSync(join(root, 'docs/openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

const { PROBLEM_CODES } = await import('../dist/src/http/problem/problem-codes.js');
const { ERROR_CODES } = await import('../dist/src/common/errors/error-codes.js');
const ofCommands = Object.entries(ERROR_CODES).filter(([code]) => !(code in PROBLEM_CODES));
const tables = [PROBLEM_CODES, Object.fromEntries(ofCommands)].map(errorTable);
const file = join(root, 'docs/errors.md');
writeFileSync(
  file,
  readFileSync(file, 'utf8').replaceAll(/^\| code.*\n(?:\|.*\n)+/gm, () => `${tables.shift()}\n`),
);
