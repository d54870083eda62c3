import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/prepare.mjs';
import { startServer } from '../scripts/server.mjs';

/** Checks /docs-json with Spectral's rules for OpenAPI; exits 1 with any error or warning. */
await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-lint-'));
const server = await startServer({
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'lint.db')}`,
});
try {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [rulesets.oas] }));
  const violations = await linter.run(await (await fetch(`${server.url}/docs-json`)).json());
  for (const { code, message, path } of violations) {
    console.log(`${code}: ${message} (${path.join(' > ')})`);
  }
  console.log(`${violations.length} errors in the OpenAPI document`);
  if (violations.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
