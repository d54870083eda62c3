import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopPostgres } from './support/native/postgres-server.mjs';
import { administer } from './support/native/postgres-databases.mjs';

/** Milliseconds after which a server is ended that does not end by itself; its own limit is shorter. */
const KILL_AFTER = 15_000;

/** Once for a run, after all tests. */
export default async function tearDown() {
  const { TEST_RUN_FOLDER: folder, TEST_POSTGRES_TEMPLATE: template } = process.env;
  if (folder === undefined) return;
  delete process.env.TEST_RUN_FOLDER;
  await endServers(join(folder, 'servers'));
  if (template !== undefined) await administer(`DROP DATABASE ${template}`);
  await stopPostgres();
  rmSync(folder, { recursive: true, force: true });
}

/** Those that serve several test files, and those of a process that was killed. */
async function endServers(notes) {
  const pids = readdirSync(notes).map(Number);
  const running = () => pids.filter((pid) => signal(pid, 0));
  for (const pid of running()) signal(pid, 'SIGTERM');
  const deadline = performance.now() + KILL_AFTER;
  while (running().length > 0 && performance.now() < deadline) await sleep(20);
  for (const pid of running()) signal(pid, 'SIGKILL');
}

function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
