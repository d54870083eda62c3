import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { driverEnvironment, isDriverSafe } from './driver.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Has its own package.json, with the packages that are needed only to change the project. */
export const tools = join(root, 'tools');

/**
 * Installs when node_modules is missing or was made from another lockfile. The build needs the
 * development packages, whatever NODE_ENV says.
 */
export function ensureInstalled(folder = root, which = '--include=dev') {
  return ensure(
    () => isInstalled(folder) && isDriverSafe(folder),
    (onStart) => install(folder, which, onStart),
  );
}

/** Builds when there is no build of the present sources. */
export function ensureBuilt() {
  return ensure(isBuilt, build);
}

/** Does the work once, however many processes need it at the same time: the others wait for it. */
async function ensure(isDone, work) {
  if (holds(isDone)) return;
  await withLock(join(root, '.lock'), async (onStart) => {
    if (!holds(isDone)) await work(onStart);
  });
}

/** A file that is missing, or is just being replaced, means that the work is not done. */
function holds(isDone) {
  try {
    return isDone();
  } catch {
    return false;
  }
}

async function install(folder, which, onStart) {
  const what = folder === root ? 'the dependencies (once, about a minute)' : 'the tools (once)';
  const args = ['ci', which, '--no-fund', '--no-audit'];
  await timed(`Installing ${what}`, 'Installed', () =>
    npm(folder, args, onStart, driverEnvironment(folder)),
  );
}

/** Reports on standard error: standard output is that of the command being prepared. */
async function timed(beginning, done, work) {
  console.error(`${beginning} …`);
  const start = performance.now();
  await work();
  console.error(`${done} in ${Math.ceil((performance.now() - start) / 1000)} s.`);
}

/** Compares with the list that npm writes when it is done, so any `npm ci` counts. */
function isInstalled(folder) {
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path];
    if (path === '') return true;
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

const dist = join(root, 'dist');
const stamp = join(dist, '.built-from');

function isBuilt() {
  const programs = ['src/main.js', 'bin/main.js'].map((file) => join(dist, file));
  return programs.every((file) => existsSync(file)) && readFileSync(stamp, 'utf8') === state();
}

async function build(onStart) {
  await timed('Building', 'Built', async () => {
    rmSync(dist, { recursive: true, force: true });
    await npm(root, ['run', '--silent', 'build'], onStart);
    writeFileSync(stamp, state());
  });
}

/** Includes what the compiler writes, so that a build of other sources does not count. */
function state() {
  return digest([
    'tsconfig.json',
    'tsconfig.build.json',
    'ormconfig.ts',
    'scripts/bundle.mjs',
    'package-lock.json',
    ...filesOf('src'),
    ...filesOf('migrations'),
    'dist/.tsbuildinfo',
  ]);
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

if (process.argv[1] === fileURLToPath(import.meta.url))
  await ensureInstalled(root, process.argv[2]);
