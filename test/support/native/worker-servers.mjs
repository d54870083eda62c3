// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const covered = process.env.NODE_V8_COVERAGE;

/** The bundle, or with coverage the compiled sources. */
const MAIN = resolve(import.meta.dirname, '../../../dist', covered ? 'src' : 'bin', 'main.js');

/**
 * @typedef {object} WorkerServer
 * @property {string} url
 * @property {string} databaseUrl
 * @property {string} backups the folder of its backups
 * @property {() => Promise<unknown>} end stops all of its processes
 */

/**
 * Servers that are not in use, by configuration. This module is loaded once per Jest process, so that
 * they serve many test files.
 *
 * @type {Map<string, WorkerServer[]>}
 */
const idle = new Map();

/**
 * @param {string} configuration
 * @returns {WorkerServer | undefined}
 */
export const takeIdle = (configuration) => idle.get(configuration)?.pop();

/**
 * @param {string} configuration
 * @param {WorkerServer} server
 */
export function keepIdle(configuration, server) {
  idle.set(configuration, [...(idle.get(configuration) ?? []), server]);
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

process.once('exit', () => {
  for (const child of running) child.kill();
});

/**
 * Starts the built program with several processes on a free port.
 *
 * @param {Record<string, string>} env
 * @param {(line: string) => void} [onLog] called with each line of the log
 * @returns {Promise<{ url: string, end: () => Promise<unknown> }>}
 */
export async function startWorkers(env, onLog) {
  const child = spawn(process.execPath, [MAIN], {
    // A folder without a `.env` file.
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH,
      ...(covered && { NODE_V8_COVERAGE: covered }),
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pidFile = pidFileOf(child.pid);
  writeFileSync(pidFile, '');
  running.add(child);
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
    rmSync(pidFile, { force: true });
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) onLog?.(line);
  });
  let output = '';
  /** @type {Promise<string>} */
  const ready = new Promise((done, fail) => {
    const read = (/** @type {Buffer} */ piece) => {
      if (output.length < 10_000) output += piece.toString();
      const url = /Issue Tracker API: (\S+)/.exec(output)?.[1];
      if (url !== undefined) done(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(() => fail(new Error(`The server has ended: ${output}`)));
  });
  const url = await ready;
  // A server that is kept for the next test file must not keep this process from ending.
  for (const handle of [child, child.stdout, child.stderr]) {
    if ('unref' in handle) handle.unref();
  }
  const end = () => {
    child.ref();
    child.kill();
    return ended;
  };
  return { url, end };
}

/**
 * The file that says that a server is running, for the end of the run: see `run.mjs`.
 *
 * @param {number | undefined} pid
 */
const pidFileOf = (pid) => join(process.env.TEST_RUN_FOLDER ?? '', 'servers', String(pid));
