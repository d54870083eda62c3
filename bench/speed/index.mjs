import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../statistics.mjs';
import { openDatabases } from './databases.mjs';
import { startLoad } from './load.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { requireSame } from './same/answers.mjs';
import { ratioLimit, SCENARIOS } from './scenarios.mjs';
import { startLimit, startOurs } from './servers.mjs';
import { progressOf, speedTable } from './table.mjs';

/**
 * Our server beside its limit, turn by turn in one run: what a request costs of the processor, and
 * how many there are in a second. Returns what is above its limit.
 */
export async function benchSpeed(args) {
  const options = readOptions(args, SCENARIOS);
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-bench-'));
  const load = startLoad();
  try {
    const tables = [];
    const failures = [];
    for (const dialect of options.dialects) {
      const results = await benchDialect({ ...options, dialect, folder, load });
      tables.push(speedTable(dialect, results));
      failures.push(
        ...results.filter(isTooDear).map((result) => `${dialect}: ${progressOf(result)}`),
      );
    }
    console.log(`\n${[introduction(options), ...tables].join('\n\n')}\n`);
    return failures;
  } finally {
    await load.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchDialect({ dialect, folder, load, scenarios, ...options }) {
  console.error(`${dialect} …`);
  const databases = await openDatabases(dialect, folder);
  const servers = [];
  const results = [];
  try {
    const ours = await startOurs(await databases.create(), folder);
    servers.push(ours);
    const limit = await startLimit(await databases.create(), folder);
    servers.push(limit);
    for (const scenario of scenarios) {
      await requireSame(scenario, [ours, limit]);
      for (const clients of options.clients) {
        const figures = await measure({ load, servers, scenario, ...options, clients });
        const result = { scenario, clients, figures, limit: ratioLimit(dialect, scenario) };
        console.error(progressOf(result));
        results.push(result);
      }
    }
  } finally {
    for (const server of servers) await server.stop();
    await databases.close();
  }
  return results;
}

const isTooDear = ({ figures, limit }) => median(figures.cpuRatios) > limit;

const introduction = ({ rounds }) =>
  `Medians of ${rounds} rounds in alternation, Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model}.`;
