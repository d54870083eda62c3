import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markdown, median, spreadOf } from '../statistics.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { startLimit, startOurs } from './servers.mjs';
import { withServers } from './setting.mjs';

const SCENARIOS = ['create', 'patch', 'comment', 'labels'];
const COMMIT_MS = 5;
const REQUESTS = { 1: 60, 32: 256 };

/** How many times as many writes as with a commit for each there are at least, by clients. */
const LEAST = { 1: 0.9, 32: 8 };

const args = ['--import', pathToFileURL(join(import.meta.dirname, 'slow-commit.mjs')).href];
const slow = (start) => (url, folder) => start(url, folder, { args });

/**
 * Writes on SQLite with 5 ms added to each commit, as on a disk that really writes: our server, whose
 * transactions share commits, beside the limit, which has one for each.
 */
export async function benchSlowDisk(given) {
  const options = readOptions(given, SCENARIOS);
  const results = await withServers(
    'sqlite',
    [startOurs, startLimit].map(slow),
    async (setting) => {
      const found = [];
      for (const scenario of options.scenarios) {
        for (const clients of options.clients) {
          found.push(await measureOne({ ...setting, ...options, scenario, clients }));
        }
      }
      return found;
    },
  );
  const rows = results.map(({ scenario, clients, rates, ratios, least }) => [
    scenario,
    clients,
    rates.map((rate) => Math.round(rate)).join(' : '),
    median(ratios).toFixed(2),
    spreadOf(ratios),
    least ?? '–',
  ]);
  const heading = ['sqlite', 'clients', 'writes/s, ours : limit', 'ratio', 'spread', 'at least'];
  return {
    report: `With ${COMMIT_MS} ms added to each commit, beside one commit for each write:\n\n${markdown(heading, rows)}`,
    failures: results.filter(isTooSlow).map(describe),
  };
}

async function measureOne({ scenario, clients, ...task }) {
  const requests = REQUESTS[clients] ?? 8 * clients;
  const { servers, rateRatios } = await measure({ ...task, scenario, clients, requests });
  const rates = servers.map(({ rate }) => rate);
  // Otherwise this would say nothing, and look well.
  if (clients === 1 && Math.max(...rates) > 1000 / COMMIT_MS) {
    throw new Error(`${scenario}: the commits are not slow, with ${rates.join(' : ')} writes/s.`);
  }
  const result = { scenario, clients, rates, ratios: rateRatios, least: LEAST[clients] };
  console.error(`  ${describe(result)}`);
  return result;
}

const isTooSlow = ({ ratios, least }) => median(ratios) < least;

const describe = ({ scenario, clients, rates, ratios, least }) =>
  `slow disk, ${scenario}, ${clients}: ${rates.map(Math.round).join(' : ')} writes/s, ratio ${median(ratios).toFixed(2)} (at least ${least ?? '–'})`;
