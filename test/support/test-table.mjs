import { testFiles } from './where.mjs';

const FOLDERS = ['e2e', 'inside', 'cli'];

/** Where each test file runs and why there, for `docs/tests.md`. */
export function testTable() {
  const mark = (/** @type {boolean} */ runs) => (runs ? '×' : '');
  const rows = FOLDERS.flatMap(testFiles).map(({ file, once, workers }) => [
    `\`${file}\``,
    mark(true),
    mark(once === undefined),
    mark(workers !== undefined),
    [once, workers].filter(Boolean).join('; '),
  ]);
  const head = ['file', 'SQLite', 'PostgreSQL', 'four processes', 'why'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
