import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const tests = resolve(import.meta.dirname, '..');

/**
 * The test files of a folder, and where each of them runs: on SQLite and on PostgreSQL, on SQLite alone
 * if its first comment says `@once` and why, on PostgreSQL alone if it says `@postgres` and why, and on
 * SQLite served by four processes too if it says `@workers` and why.
 *
 * @param {string} folder
 */
export function testFiles(folder) {
  return readdirSync(join(tests, folder))
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => {
      const reasons = reasonsOf(readFileSync(join(tests, folder, name), 'utf8'));
      return { file: `${folder}/${name}`, ...reasons };
    });
}

/**
 * @param {string} source
 * @returns {{ once?: string, postgres?: string, workers?: string }}
 */
function reasonsOf(source) {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(source) ?? [];
  const text = comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ');
  return Object.fromEntries(
    [...text.matchAll(/@(once|postgres|workers) ([^@]+)/g)].map(([, name, reason]) => [
      name,
      reason.trim(),
    ]),
  );
}
