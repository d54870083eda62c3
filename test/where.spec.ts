import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTable } from './support/test-table.mjs';

it('The table in docs/tests.md matches the test files', () => {
  const written = readFileSync(join(import.meta.dirname, '../docs/tests.md'), 'utf8');
  // After a change: npm run test:table
  expect(written).toContain(testTable());
});
