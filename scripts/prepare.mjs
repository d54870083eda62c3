import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs when node_modules is missing or was made from another lockfile. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.installed-from');
  const lock = digest(['package-lock.json', 'package.json']);
  if (stampIs(stamp, lock)) return;
  console.error('Installing the dependencies …');
  // Not `npm ci`: it refuses a lockfile in which the binary of another platform is missing.
  npm('install', '--no-save', '--no-fund', '--no-audit');
  writeFileSync(stamp, lock);
}

/** Builds when there is no build of just these sources. */
export function ensureBuilt() {
  const stamp = join(root, 'dist', '.built-from');
  const sources = digest([
    'tsconfig.json',
    'tsconfig.build.json',
    'ormconfig.ts',
    'package-lock.json',
    ...filesOf('src'),
    ...filesOf('migrations'),
  ]);
  if (stampIs(stamp, sources)) return;
  console.error('Building …');
  npm('run', '--silent', 'build');
  writeFileSync(stamp, sources);
}

/** npm as it was called: the same version, whoever runs it. */
function npm(...args) {
  const cli = process.env.npm_execpath;
  const [command, before] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const { status } = spawnSync(command, [...before, ...args], {
    cwd: root,
    // Standard output belongs to the command that is being prepared.
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function stampIs(file, content) {
  return existsSync(file) && readFileSync(file, 'utf8') === content;
}

function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(root.length + 1))
    .sort();
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureInstalled();
