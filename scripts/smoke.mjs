import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintApi } from './lint-api.mjs';
import { startServer } from './server.mjs';

/**
 * Starts the built server on a new database, asks it for its health and one issue, checks its
 * OpenAPI document, and stops it.
 */
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-smoke-'));
const server = await startServer({
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'smoke.db')}`,
  SEED_NEW_DATABASE: 'true',
});
try {
  for (const path of ['/health', '/issues/1']) {
    const response = await fetch(`${server.url}${path}`);
    console.log(`GET ${path} -> ${response.status} ${(await response.text()).slice(0, 100)}`);
    if (response.status !== 200) process.exitCode = 1;
  }
  const faults = await lintApi(`${server.url}/docs-json`);
  for (const fault of faults) console.log(fault);
  console.log(`GET /docs-json -> ${faults.length} faults in the OpenAPI document`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  // null: it shut down and let the signal end it.
  const code = await server.stop();
  console.log(`stopped, exit code ${code ?? 'of the signal'}`);
  if (code) process.exitCode = 1;
  rmSync(folder, { recursive: true, force: true });
}
