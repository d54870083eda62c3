// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const covered = process.env.NODE_V8_COVERAGE;

/** The bundle, or for the coverage of the sources what was compiled of them. */
const MAIN = resolve(import.meta.dirname, '../../../dist', covered ? 'src' : 'bin', 'main.js');

/**
 * @typedef {object} WorkerServer
 * @property {string} url
 * @property {string} databaseUrl
 * @property {string} backups the folder of its backups
 * @property {() => Promise<unknown>} end ends all of its processes
 */

/**
 * Servers that nobody uses at present, by what they were configured with. This module is loaded
 * once for each process that runs tests, and so they serve many test files.
 *
 * @type {Map<string, WorkerServer[]>}
 */
const idle = new Map();

/**
 * @param {string} kind
 * @returns {WorkerServer | undefined}
 */
export const takeIdle = (kind) => idle.get(kind)?.pop();

/**
 * @param {string} kind
 * @param {WorkerServer} server
 */
export function keepIdle(kind, server) {
  idle.set(kind, [...(idle.get(kind) ?? []), server]);
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
 * @param {(line: string) => void} [onLog] takes each line of the log
 * @returns {Promise<{ url: string, end: () => Promise<unknown> }>}
 */
export async function startWorkers(env, onLog) {
  const child = spawn(process.execPath, [MAIN], {
    // Without a `.env` of whoever runs the tests.
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH,
      ...(covered && { NODE_V8_COVERAGE: covered }),
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const note = noteOf(child.pid);
  writeFileSync(note, '');
  running.add(child);
  const ended = once(child, 'exit').then(() => {
    running.delete(child);
    rmSync(note, { force: true });
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
  // A server that is kept for the next file does not keep this process from ending.
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
 * Whoever ends the run looks here for what is still running: see `run.mjs`.
 *
 * @param {number | undefined} pid
 */
const noteOf = (pid) => join(process.env.TEST_RUN_FOLDER ?? '', 'servers', String(pid));
