import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markdown, median, spreadOf } from '../statistics.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { startLimit, startOurs } from './servers.mjs';
import { withServers } from './setting.mjs';

const SCENARIOS = ['create', 'patch', 'comment', 'labels'];
const REQUESTS = { 1: 60, 32: 256 };

const SLOW = ['--import', pathToFileURL(join(import.meta.dirname, 'slow-commit.mjs')).href];

/**
 * The milliseconds that are added to a commit, and how many times as many writes as with a commit for
 * each there are at least, by the number of clients. A single client has nobody to share with: our
 * server does more for a write than the limit, which a slow disk hides.
 */
const DISKS = [
  { commitMs: 0, args: [], least: { 32: 1 } },
  { commitMs: 5, args: SLOW, least: { 1: 0.9, 32: 8 } },
];

/**
 * Writes on SQLite on this disk, and with 5 ms added to each commit, as on a disk that really writes:
 * our server, whose transactions share commits, beside the limit, which has one for each.
 */
export async function benchSlowDisk(args) {
  const options = readOptions(args, SCENARIOS);
  const results = [];
  for (const disk of DISKS) results.push(...(await measureOn(disk, options)));
  return { report: reportOf(results), failures: results.filter(isTooSlow).map(describe) };
}

function measureOn({ commitMs, args, least }, { scenarios, ...options }) {
  const start = [startOurs, startLimit].map(
    (startOne) => (url, folder) => startOne(url, folder, { args }),
  );
  return withServers('sqlite', start, async (setting) => {
    const results = [];
    // The many requests of many clients warm the servers up for the few of one.
    const mostFirst = options.clients.toSorted((one, other) => other - one);
    for (const scenario of scenarios) {
      for (const [index, clients] of mostFirst.entries()) {
        const requests = REQUESTS[clients] ?? 8 * clients;
        const isWarm = index > 0;
        const task = { ...setting, ...options, scenario, clients, requests, isWarm };
        const { servers, rateRatios: ratios } = await measure(task);
        const rates = servers.map(({ rate }) => Math.round(rate));
        const result = { commitMs, scenario, clients, rates, ratios, least: least[clients] };
        requireSlowCommits(result);
        console.error(`  ${describe(result)}`);
        results.push(result);
      }
    }
    return results;
  });
}

/** Otherwise the figures would look well, and say nothing. */
function requireSlowCommits({ commitMs, scenario, clients, rates }) {
  if (commitMs === 0 || clients > 1 || Math.max(...rates) <= 1000 / commitMs) return;
  throw new Error(`${scenario}: the commits are not slow, with ${rates.join(' : ')} writes/s.`);
}

function reportOf(results) {
  const heading = ['sqlite', 'clients', 'writes/s, ours : limit', 'ratio', 'spread', 'at least'];
  const rows = results.map(({ commitMs, scenario, clients, rates, ratios, least }) => [
    commitMs > 0 ? `${scenario}, ${commitMs} ms more` : scenario,
    clients,
    rates.map((rate) => rate.toLocaleString('en')).join(' : '),
    median(ratios).toFixed(2),
    spreadOf(ratios),
    least ?? '–',
  ]);
  return [
    'Writes beside one commit for each, on this disk and with 5 ms added to each commit:',
    markdown(heading, rows),
  ].join('\n\n');
}

const isTooSlow = ({ ratios, least }) => median(ratios) < least;

const describe = ({ commitMs, scenario, clients, rates, ratios, least }) =>
  [
    `${scenario}, ${clients} clients, ${commitMs} ms added to a commit:`,
    `${rates.join(' : ')} writes/s,`,
    `ratio ${median(ratios).toFixed(2)} (at least ${least ?? '–'})`,
  ].join(' ');
