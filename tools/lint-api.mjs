import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/prepare.mjs';
import { startServer } from '../scripts/server.mjs';

/** What Spectral's rules for OpenAPI find wrong with /docs-json, warnings included; exits 1 with any. */
await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-lint-'));
const server = await startServer({
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'lint.db')}`,
});
try {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [rulesets.oas] }));
  const faults = await linter.run(await (await fetch(`${server.url}/docs-json`)).json());
  for (const { code, message, path } of faults) {
    console.log(`${code}: ${message} (${path.join(' > ')})`);
  }
  console.log(`${faults.length} errors in the OpenAPI document`);
  if (faults.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
