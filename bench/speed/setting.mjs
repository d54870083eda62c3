import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabases } from './databases.mjs';
import { startLoad } from './load.mjs';

/**
 * Everything that a measurement needs: a folder, a process that makes the load, and databases with
 * the same issues. `start` are functions that start a server each, on a database of its own.
 */
export async function withServers(dialect, start, work) {
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  const load = startLoad();
  const servers = [];
  let databases;
  try {
    databases = await openDatabases(dialect, folder);
    for (const startOne of start) servers.push(await startOne(await databases.create(), folder));
    return await work({ load, servers });
  } finally {
    for (const server of servers) await server.stop();
    await databases?.close();
    await load.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
