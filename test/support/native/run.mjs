import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { administer } from './postgres-databases.mjs';
import { stopPgBouncers } from './pgbouncer.mjs';
import { stopPostgresForTools } from './postgres-for-tools.mjs';
import { stopPostgres } from './postgres-server.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

/** A server that has not ended by itself is killed; its own limit is shorter. */
const KILL_AFTER_MS = 15_000;

/** The folder of all files of this run; created by the first call. */
export function runFolder() {
  if (process.env.TEST_RUN_FOLDER === undefined) {
    const folder = mkdtempSync(join(temporaryFolder(), 'issue-tracker-tests-'));
    // PostgreSQL runs as its own user, which has to be able to reach its data.
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'servers'));
    process.env.TEST_RUN_FOLDER = folder;
    // For the temporary files of the tests and of the programs that they start.
    process.env.TMPDIR = join(folder, 'temporary');
    mkdirSync(process.env.TMPDIR);
    endWithSignals();
    process.once('exit', () => {
      for (const pid of serversIn(folder)) signal(pid, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    });
  }
  return process.env.TEST_RUN_FOLDER;
}

/** Stops what the tests have started; the files are removed when this process ends. */
export async function endRun() {
  const { TEST_RUN_FOLDER: folder, TEST_POSTGRES_TEMPLATE: template } = process.env;
  if (folder !== undefined) await endServers(folder);
  if (template !== undefined) await administer(`DROP DATABASE IF EXISTS ${template}`);
  await stopPgBouncers();
  await Promise.all([stopPostgres(), stopPostgresForTools()]);
}

/** A run that is interrupted leaves nothing behind either. */
function endWithSignals() {
  for (const name of ['SIGINT', 'SIGTERM']) {
    process.once(name, () => {
      void endRun().finally(() => process.exit(128 + constants.signals[name]));
    });
  }
}

/** Stops the servers that serve several test files, and those of a Jest process that was killed. */
async function endServers(folder) {
  const running = () => serversIn(folder).filter((pid) => signal(pid, 0));
  for (const pid of running()) signal(pid, 'SIGTERM');
  const deadline = performance.now() + KILL_AFTER_MS;
  while (running().length > 0 && performance.now() < deadline) await sleep(20);
  for (const pid of running()) signal(pid, 'SIGKILL');
}

/** The process ids of the running servers: each has a file of that name, see `worker-servers.mjs`. */
const serversIn = (folder) => readdirSync(join(folder, 'servers')).map(Number);

function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
