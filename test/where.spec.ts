import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testTable } from './support/test-table.mjs';

const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| -'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

it('the table of where each test runs is that of the tests', () => {
  const written = readFileSync(join(import.meta.dirname, '../docs/tests.md'), 'utf8');
  // After a change: npm run test:table
  expect(rowsOf(written)).toEqual(rowsOf(testTable()));
});
