import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTable } from './support/test-table.mjs';

it('the table of where each test runs is that of the tests', () => {
  const written = readFileSync(join(import.meta.dirname, '../docs/tests.md'), 'utf8');
  // After a change: npm run test:table
  expect(written).toContain(testTable());
});
