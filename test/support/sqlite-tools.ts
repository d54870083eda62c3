import { spawnSync } from 'node:child_process';

/** The first minor version of SQLite 3 that accepts ORDER BY in an aggregate, which 3.40 does not. */
const TOO_NEW_MINOR = 44;

const PYTHON = `
import sqlite3, sys
for statement in sys.argv[2:]:
    for row in sqlite3.connect(sys.argv[1]).execute(statement): print(*row, sep='|')`;

type Tool = (file: string, statement: string) => readonly string[];

const TOOLS: readonly Tool[] = [
  (file, statement) => ['sqlite3', file, statement],
  (file, statement) => ['python3', '-c', PYTHON, file, statement],
];

function run([program = '', ...values]: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, values, { encoding: 'utf8' });
  if (error || status !== 0) throw error ?? new Error(stderr);
  return stdout.trim();
}

/**
 * Runs a statement by an SQLite as old as that of Debian 12 (3.40): its shell, or the module of Python.
 * Undefined where neither is installed.
 */
export function findOldSqlite(): ((file: string, statement: string) => string) | undefined {
  const tool = TOOLS.find(isOld);
  return tool && ((file, statement) => run(tool(file, statement)));
}

function isOld(tool: Tool): boolean {
  try {
    return Number(run(tool(':memory:', 'SELECT sqlite_version()')).split('.')[1]) < TOO_NEW_MINOR;
  } catch {
    return false;
  }
}
