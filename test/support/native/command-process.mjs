// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

/**
 * The process that runs commands. This module is loaded once per Jest process, so that one runs those of
 * many test files. It ends with the Jest process.
 *
 * @type {Promise<import('node:child_process').ChildProcess> | undefined}
 */
let current;

/**
 * @param {Record<string, string>} env
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export const commandProcess = (env) => (current ??= start(env));

/** @param {Record<string, string>} env */
async function start(env) {
  const started = fork(resolve(import.meta.dirname, '../command-host.mjs'), {
    // Not a terminal: commands print differently there.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env,
    cwd: tmpdir(),
  });
  started.once('exit', () => {
    current = undefined;
  });
  started.stderr?.pipe(process.stderr, { end: false });
  await once(started, 'message');
  // It must not keep the Jest process from ending.
  for (const handle of [started, started.channel, started.stderr]) {
    if (handle && 'unref' in handle) handle.unref();
  }
  return started;
}
