// @ts-check
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const SETTINGS = [
  'fsync=off',
  'shared_buffers=16MB',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // In the folder of its data, which is removed; a server that is killed leaves what is elsewhere.
  'dynamic_shared_memory_type=mmap',
];

/** The first version that has the lower case of every script without locales of the system. */
const BUILTIN_LOCALES_SINCE = 17;

/**
 * @typedef {object} Server
 * @property {string} url of a database
 * @property {(statement: string) => Promise<Record<string, unknown>[]>} query runs a statement there
 */

/**
 * The major version of PostgreSQL that a program is of; undefined if there is no such program.
 *
 * @param {string} program
 */
export function versionOf(program) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  const [, version] = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '') ?? [];
  return version === undefined ? undefined : Number(version);
}

/**
 * Creates the data of a server, whose user `postgres` needs no password.
 *
 * @param {string} bin the folder of its programs
 * @param {string} data a folder, which is created
 */
export function createCluster(bin, data) {
  mkdirSync(data);
  const user = unprivileged();
  if (user) chownSync(data, user.uid, user.gid);
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = [
    ...[`--pgdata=${data}`, '--auth=trust', '--username=postgres', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C'],
    ...((versionOf(join(bin, 'initdb')) ?? 0) >= BUILTIN_LOCALES_SINCE ? builtin : []),
  ];
  execFileSync(join(bin, 'initdb'), options, { ...user, stdio: 'ignore' });
}

/**
 * Starts the server of such data; a power cut would destroy it.
 *
 * @param {string} bin the folder of its programs
 * @param {string} data
 * @param {number} port
 * @param {string[]} [settings] in addition
 */
export function spawnServer(bin, data, port, settings = []) {
  const flags = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]);
  const options = ['-D', data, '-p', String(port), ...flags];
  return spawn(join(bin, 'postgres'), options, { ...unprivileged(), stdio: 'ignore' });
}

/**
 * PostgreSQL refuses to run as root.
 *
 * @returns {{ uid: number, gid: number } | undefined}
 */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (/** @type {string} */ which) =>
    Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * Returns when the server accepts connections.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} port
 * @throws when it has ended instead
 */
export const isReady = (child, port) =>
  Promise.race([
    responds(serverAt(port, 'postgres')),
    once(child, 'exit').then(([code]) => {
      throw new Error(`PostgreSQL ended with ${code}.`);
    }),
  ]);

/** @param {Pick<Server, 'query'>} server */
export async function responds(server) {
  for (;;) {
    const ok = await server.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (ok) return;
    await sleep(50);
  }
}

/**
 * Ends the server at once, as a power cut does, with the processes of all connections.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGQUIT');
  await ended;
}

/**
 * @param {number} port
 * @param {string} database
 * @returns {Server}
 */
export function serverAt(port, database) {
  const url = `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`;
  return {
    url,
    query: async (/** @type {string} */ statement) => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    },
  };
}
