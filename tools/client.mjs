import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { root } from '../scripts/prepare.mjs';

/** Writes TypeScript types from docs/openapi.json; with --check, exits 1 when they are not up to date. */
const file = join(root, 'docs/examples/issue-tracker.d.ts');
const document = JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8'));
const text = `// Made from docs/openapi.json by: npm run client\n\n${astToString(await openapiTS(document))}`;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/examples/issue-tracker.d.ts is not of docs/openapi.json: npm run client');
  process.exitCode = 1;
}
