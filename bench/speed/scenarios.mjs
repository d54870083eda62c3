import { seededRandom } from '../../dist/src/common/random.js';
import { READS } from './requests.mjs';
import { WRITES } from './writes.mjs';

const REQUESTS = { ...READS, ...WRITES };

/** A function that makes the next request of a client; the same ones for each server. */
export async function sourceOf(scenario, connection) {
  const next = seededRandom(1);
  const random = (below) => Math.floor(next() * below);
  return REQUESTS[scenario]({ random, ask: connection.send });
}

/** In their order: reads first, because writes make the databases differ, in times and random ids. */
export const SCENARIOS = ['health', 'one issue', ...Object.keys(REQUESTS)].filter(
  (scenario, index, all) => all.indexOf(scenario) === index,
);

export const isRead = (scenario) => scenario in READS;

/**
 * What our server may use of the processor for a request, as a multiple of what its limit uses; a
 * scenario without a number is only shown.
 */
const RATIOS = {
  sqlite: {
    health: 1.8,
    'one issue': 1.5,
    'first page': 1.4,
    'three filters': 1.4,
    'top assignees': 1.5,
    latency: 1.5,
    create: 1.6,
    patch: 1.8,
    comment: 1.6,
    labels: 1.8,
  },
  postgres: {
    'one issue': 1.4,
    'first page': 1.4,
    create: 1.8,
  },
};

export const ratioLimit = (dialect, scenario) => RATIOS[dialect][scenario];
