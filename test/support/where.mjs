import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const tests = resolve(import.meta.dirname, '..');

/**
 * The test files of a folder, and where each of them runs: everything on SQLite, and on PostgreSQL
 * unless the comment at its top says `@once` and why; with `@workers` and why, on SQLite served by
 * four processes too.
 *
 * @param {string} folder
 */
export function testFiles(folder) {
  return readdirSync(join(tests, folder))
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => {
      const { once, workers } = reasonsOf(readFileSync(join(tests, folder, name), 'utf8'));
      return { file: `${folder}/${name}`, once, workers };
    });
}

/**
 * @param {string} source
 * @returns {{ once?: string, workers?: string }}
 */
function reasonsOf(source) {
  const [, comment = ''] = /^\/\*\*([\s\S]*?)\*\//.exec(source) ?? [];
  const text = comment.replaceAll(/\s*\n\s*\*?\s*/g, ' ');
  return Object.fromEntries(
    [...text.matchAll(/@(once|workers) ([^@]+)/g)].map(([, name, reason]) => [name, reason.trim()]),
  );
}
