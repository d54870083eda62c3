// @ts-check
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.mjs';
import { createPostgres } from './postgres-server.mjs';
import { migrateTemplate } from './run.mjs';

const DATABASE = 'tracker';

const FLAGS = ['fsync=off', 'shared_buffers=16MB'];

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
 * @param {string[]} [settings] of the primary
 * @returns {Promise<ReplicatedPostgres>}
 */
export async function startReplicatedPostgres(count, settings = []) {
  const run = process.env.TEST_RUN_FOLDER ?? '';
  const folder = mkdtempSync(join(run, 'replicated-'));
  execFileSync('chmod', ['755', folder]);
  const dataOf = (/** @type {number} */ index) => join(folder, `data-${index}`);
  const ports = await Promise.all(Array.from({ length: count + 1 }, freePort));
  const servers = await Promise.all(
    ports.map((port, index) => {
      const flags = [...FLAGS, ...(index === 0 ? settings : [])].flatMap((flag) => ['-c', flag]);
      return createPostgres(join(run, 'postgres'), dataOf(index), port, flags);
    }),
  );
  await servers[0].initialise();
  // A replica of a server that has never run: its data is that of the primary.
  for (let index = 1; index <= count; index += 1) {
    execFileSync('cp', ['-a', dataOf(0), dataOf(index)]);
    writeFileSync(join(dataOf(index), 'standby.signal'), '');
    appendFileSync(
      join(dataOf(index), 'postgresql.auto.conf'),
      `primary_conninfo = 'host=127.0.0.1 port=${ports[0]} user=postgres password=postgres ` +
        `application_name=replica_${index}'\n`,
    );
  }
  const urlOf = (/** @type {number} */ port, database = DATABASE) =>
    `postgresql://postgres:postgres@127.0.0.1:${port}/${database}`;
  for (const [index, server] of servers.entries()) {
    // It waits for a message that a replica does not log.
    const ended = server.start().catch(() => {
      throw new Error(`Server ${index} of the cluster has ended.`);
    });
    ended.catch(() => undefined);
    await Promise.race([responds(urlOf(ports[index] ?? 0, 'postgres')), ended.then(() => endless)]);
    // Whoever ends the run stops what a killed process has left.
    writeFileSync(join(run, 'servers', String(server.process.pid)), '');
  }
  await query(urlOf(ports[0] ?? 0, 'postgres'), `CREATE DATABASE ${DATABASE}`);
  await migrateTemplate(urlOf(ports[0] ?? 0));
  const [primary, ...replicas] = servers.map((server, index) => ({
    url: urlOf(ports[index] ?? 0),
    query: (/** @type {string} */ statement) => query(urlOf(ports[index] ?? 0), statement),
    kill: () => kill(server),
  }));
  if (!primary) throw new Error('There is no primary.');
  for (const { url } of replicas) await responds(url);
  return {
    primary,
    replicas,
    stop: async () => {
      for (const server of servers.reverse()) await kill(server);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const endless = new Promise(() => undefined);

/** @param {any} server */
async function kill(server) {
  const { process: running } = server;
  server.process = undefined;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  const ended = once(running, 'exit');
  // An immediate shutdown, which ends the processes of all connections too.
  running.kill('SIGQUIT');
  await ended;
}

/**
 * @param {string} connectionString
 * @param {string} statement
 */
async function query(connectionString, statement) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** @param {string} url */
async function responds(url) {
  for (;;) {
    const ok = await query(url, 'SELECT 1').then(
      () => true,
      () => false,
    );
    if (ok) return;
    await sleep(50);
  }
}
