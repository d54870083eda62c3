import { testFiles } from './test-files.mjs';

const FOLDERS = ['e2e', 'inside', 'cli', 'browser'];

/** Where each test file runs and why there, for `docs/tests.md`. */
export function testTable() {
  const mark = (/** @type {boolean} */ runs) => (runs ? '×' : '');
  const rows = FOLDERS.flatMap(testFiles).map(({ file, once, postgres, workers }) => [
    `\`${file}\``,
    mark(postgres === undefined),
    mark(once === undefined),
    mark(workers !== undefined),
    [once, postgres, workers].filter(Boolean).join('; '),
  ]);
  return aligned([['file', 'SQLite', 'PostgreSQL', 'four processes', 'why'], ...rows]);
}

/** @param {string[][]} rows */
function aligned([head = [], ...rows]) {
  const widths = head.map((name, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), name.length),
  );
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
