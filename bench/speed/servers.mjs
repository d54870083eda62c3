import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/prepare.mjs';

const START_TIMEOUT_MS = 30_000;

/** Our server with everything on; its request log goes to a file, as one of an operator would. */
export const startOurs = (url, folder, { env = {}, args = [] } = {}) =>
  startProgram([...args, join(root, 'dist/bin/main.js')], join(folder, 'ours.log'), {
    DATABASE_URL: url,
    BACKUP_DIR: join(folder, 'backups'),
    LOG_FORMAT: 'json',
    ...env,
  });

export const startLimit = (url, folder, { args = [] } = {}) =>
  startProgram(
    [...args, join(import.meta.dirname, 'limit/server.mjs')],
    join(folder, 'limit.log'),
    { DATABASE_URL: url },
  );

/** Only what is named here: a developer's own environment would change what is measured. */
async function startProgram(args, log, env) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', openSync(log, 'w'), 'inherit'],
    env: { PATH: process.env.PATH, TZ: process.env.TZ ?? 'UTC', PORT: '0', ...env },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    url: await addressIn(log, child),
    database: env.DATABASE_URL,
    pid: child.pid,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function addressIn(log, child) {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const address = /(?:API|Limit): (http\S+)/.exec(readFileSync(log, 'utf8'));
    if (address) return address[1];
    await sleep(20);
  }
  child.kill();
  throw new Error(`A server did not start: ${readFileSync(log, 'utf8').slice(-2000)}`);
}
