import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs when node_modules is missing or was made from another lockfile. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing the dependencies …');
  // The build needs the development packages, whatever NODE_ENV says.
  npm('ci', '--include=dev', '--no-fund', '--no-audit');
}

/** Compares with the list that npm leaves behind when it is done, so anyone's `npm ci` counts. */
function isInstalled() {
  const list = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = packagesOf(list);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path];
    if (path === '') return true;
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

/** Builds when there is no build of just these sources. */
export function ensureBuilt() {
  const dist = join(root, 'dist');
  const stamp = join(dist, '.built-from');
  const sources = [
    'tsconfig.json',
    'tsconfig.build.json',
    'ormconfig.ts',
    'scripts/bundle.mjs',
    'package-lock.json',
    ...filesOf('src'),
    ...filesOf('migrations'),
  ];
  // What the compiler notes down is part of it: somebody else's build of other sources counts not.
  const state = () => digest([...sources, 'dist/.tsbuildinfo']);
  const built = ['src/main.js', 'bin/main.js', '.tsbuildinfo'].every((file) =>
    existsSync(join(dist, file)),
  );
  if (built && stampIs(stamp, state())) return;
  console.error('Building …');
  rmSync(dist, { recursive: true, force: true });
  npm('run', '--silent', 'build');
  writeFileSync(stamp, state());
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
