import { setTimeout as sleep } from 'node:timers/promises';
import { markdown, median, memoryOf, spreadOf } from '../statistics.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { startOurs } from './servers.mjs';
import { withServers } from './setting.mjs';

const SCENARIOS = ['one issue', 'first page', 'three filters'];

/** Reads with two workers, as a multiple of those with one, on two cores. */
const LEAST_RATIO = 1.6;
const MOST_IDLE_MB = 120;
const SETTLE_MS = 3_000;
const CLIENTS = 32;

const withWorkers = (workers) => (url, folder) =>
  startOurs(url, folder, { env: { WORKERS: String(workers) } });

/** Two workers beside one, and the memory of one that has just started. */
export async function benchWorkers(args) {
  const options = readOptions(args, SCENARIOS);
  return withServers('sqlite', [withWorkers(2), withWorkers(1)], async ({ load, servers }) => {
    await sleep(SETTLE_MS);
    const idleMb = memoryOf(servers[1].pid);
    const results = [];
    for (const scenario of options.scenarios) {
      const figures = await measure({ load, servers, scenario, ...options, clients: CLIENTS });
      results.push({ scenario, figures });
      console.error(`  workers, ${scenario}: ${median(figures.rateRatios).toFixed(2)}`);
    }
    return { report: reportOf(results, idleMb), failures: failuresOf(results, idleMb) };
  });
}

function reportOf(results, idleMb) {
  const heading = ['WORKERS=2 : 1', 'reads/s', 'ratio', 'spread', 'at least', 'load, of one core'];
  const rows = results.map(({ scenario, figures: { servers, rateRatios } }) => [
    scenario,
    servers.map(({ rate }) => Math.round(rate)).join(' : '),
    median(rateRatios).toFixed(2),
    spreadOf(rateRatios),
    LEAST_RATIO,
    servers.map(({ loadShare }) => `${Math.round(100 * loadShare)} %`).join(' : '),
  ]);
  return [
    `Two workers beside one on SQLite, with ${CLIENTS} clients; the load takes its share of the same cores:`,
    markdown(heading, rows),
    `One server that has just started: ${idleMb.toFixed(0)} MB (at most ${MOST_IDLE_MB}).`,
  ].join('\n\n');
}

function failuresOf(results, idleMb) {
  const slow = results.filter(({ figures }) => median(figures.rateRatios) < LEAST_RATIO);
  return [
    ...slow.map(({ scenario, figures }) => {
      const ratio = median(figures.rateRatios).toFixed(2);
      return `two workers, ${scenario}: ${ratio} times one (at least ${LEAST_RATIO})`;
    }),
    ...(idleMb > MOST_IDLE_MB
      ? [`idle memory ${idleMb.toFixed(0)} MB (at most ${MOST_IDLE_MB})`]
      : []),
  ];
}
