// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.mjs';

/** Connections to each database: so few that the clients of a test take turns with each of them. */
export const POOL_SIZE = 6;

export const isInstalled = () => spawnSync('pgbouncer', ['--version']).status === 0;

/**
 * @typedef {object} PgBouncer
 * @property {(url: string) => string} through the URL of a database of that server, by way of PgBouncer
 * @property {() => Promise<unknown>} stop
 */

/** @type {Set<() => Promise<unknown>>} */
const running = new Set();

/** Stops those that no test has stopped. */
export const stopPgBouncers = () => Promise.all([...running].map((stop) => stop()));

/**
 * Starts PgBouncer in transaction mode in front of a PostgreSQL.
 *
 * @param {string} folder of the run
 * @param {string} target the URL of a user of that PostgreSQL
 * @param {Record<string, string | number>} [settings]
 * @returns {Promise<PgBouncer>}
 */
export async function startPgBouncer(folder, target, settings = {}) {
  const { hostname, port, username, password } = new URL(target);
  const own = mkdtempSync(join(folder, 'pgbouncer-'));
  const listenPort = await freePort();
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: 'transaction',
    default_pool_size: POOL_SIZE,
    max_client_conn: 1000,
    // Failed logins are repeated after a second, not after 15.
    server_login_retry: 1,
    ...settings,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  const file = join(own, 'pgbouncer.ini');
  const server = `host=${hostname} port=${port} user=${username} password=${password}`;
  writeFileSync(file, `[databases]\n* = ${server}\n[pgbouncer]\n${lines.join('\n')}\n`);
  chmodSync(own, 0o755);
  // It refuses to run as root.
  const asOther = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn('pgbouncer', [...asOther, '-q', file], { stdio: 'ignore' });
  const killWithRun = () => child.kill('SIGKILL');
  process.once('exit', killWithRun);
  const ended = once(child, 'exit').then(([code]) => {
    process.off('exit', killWithRun);
    running.delete(stop);
    return code;
  });
  const stop = () => {
    // At once, without waiting for its clients.
    child.kill('SIGTERM');
    return ended;
  };
  running.add(stop);
  await Promise.race([
    listens(listenPort),
    ended.then((code) => {
      throw new Error(`PgBouncer ended with ${code}.`);
    }),
  ]);
  return {
    through: (url) => {
      const address = new URL(url);
      address.host = `127.0.0.1:${listenPort}`;
      return address.href;
    },
    stop,
  };
}

/** @param {number} port */
async function listens(port) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await sleep(20);
  }
}
