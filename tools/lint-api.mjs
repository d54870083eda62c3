import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../scripts/prepare.mjs';
import { startServer } from '../scripts/server.mjs';

/** Checks /docs-json by the rules of Spectral and of Redocly; exits 1 with any error or warning. */
await ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-lint-'));
const server = await startServer({
  ...process.env,
  DATABASE_URL: `sqlite:${join(folder, 'lint.db')}`,
});
try {
  const text = await (await fetch(`${server.url}/docs-json`)).text();
  const violations = [...(await bySpectral(text)), ...(await byRedocly(text))];
  for (const { rule, message, place } of violations) console.log(`${rule}: ${message} (${place})`);
  console.log(`${violations.length} errors in the OpenAPI document`);
  if (violations.length > 0) process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function bySpectral(text) {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [rulesets.oas] }));
  const violations = await linter.run(JSON.parse(text));
  return violations.map(({ code, message, path }) => ({
    rule: code,
    message,
    place: path.join(' > '),
  }));
}

async function byRedocly(text) {
  const config = await createConfig({
    extends: ['recommended-strict'],
    // `/issues/external/…` is a word where other paths have an id, which is a number.
    rules: { 'no-ambiguous-paths': 'off' },
  });
  const violations = await lintFromString({
    source: text,
    absoluteRef: 'openapi.json',
    config,
  });
  return violations.map(({ ruleId, message, location: [first] }) => ({
    rule: ruleId,
    message,
    place: first?.pointer ?? '',
  }));
}
