import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTable } from '../test/support/test-table.mjs';
import { root } from '../scripts/prepare.mjs';

/** Updates the table of `docs/tests.md`: `npm run test:table`. */
const file = join(root, 'docs/tests.md');
writeFileSync(
  file,
  readFileSync(file, 'utf8').replace(/^\| file.*\n(\|.*\n)+/m, `${testTable()}\n`),
);
