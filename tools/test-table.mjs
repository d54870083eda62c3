import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { testTable } from '../test/support/test-table.mjs';
import { root } from '../scripts/prepare.mjs';

/** Writes the table of `docs/tests.md` again: `npm run test:table`. */
const file = join(root, 'docs/tests.md');
const text = readFileSync(file, 'utf8').replace(/^\| file[\s\S]*?\n(?!\|)/m, `${testTable()}\n`);
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
