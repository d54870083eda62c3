import { median } from '../statistics.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { requireSame } from './same/responses.mjs';
import { ratioLimit, SCENARIOS } from './scenarios.mjs';
import { startLimit, startOurs } from './servers.mjs';
import { withServers } from './setting.mjs';
import { progressOf, speedTable } from './table.mjs';

/**
 * Our server beside its limit, turn by turn in one run: what a request costs of the processor, and
 * how many there are in a second. BENCH_PEER_URL is a third server, of which only the rate is known.
 */
export async function benchSpeed(args) {
  const options = readOptions(args, SCENARIOS);
  const names = ['ours', 'limit', ...peers().map(() => 'peer')];
  const tables = [];
  const failures = [];
  for (const dialect of options.dialects) {
    const results = await benchDialect({ ...options, dialect });
    tables.push(speedTable(dialect, names, results));
    failures.push(...results.filter(isTooDear).map((result) => `${dialect}${progressOf(result)}`));
  }
  return { report: [introduction(options), ...tables].join('\n\n'), failures };
}

function benchDialect({ dialect, scenarios, ...options }) {
  console.error(`${dialect} …`);
  return withServers(dialect, [startOurs, startLimit], async ({ load, servers }) => {
    const results = [];
    for (const scenario of scenarios) {
      await requireSame(scenario, servers);
      for (const [index, clients] of options.clients.entries()) {
        const measured = [...servers, ...peers()];
        const task = { load, servers: measured, scenario, ...options, clients, isWarm: index > 0 };
        const figures = await measure(task);
        const result = { scenario, clients, figures, limit: ratioLimit(dialect, scenario) };
        console.error(progressOf(result));
        results.push(result);
      }
    }
    return results;
  });
}

function peers() {
  const url = process.env.BENCH_PEER_URL;
  return url === undefined ? [] : [{ url }];
}

const isTooDear = ({ figures, limit }) => median(figures.cpuRatios) > limit;

const introduction = ({ rounds }) =>
  `The processor time of a request, and requests a second: medians of ${rounds} rounds, turn by turn.`;
