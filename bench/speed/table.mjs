import { markdown, median, spreadOf } from '../statistics.mjs';

const HEADING = [
  'clients',
  'ours, µs',
  'limit, µs',
  'ratio',
  'spread',
  'at most',
  'requests/s, ours : limit',
];

/** One row for each scenario and number of clients. */
export const speedTable = (dialect, results) =>
  markdown(
    [dialect, ...HEADING],
    results.map(({ scenario, clients, figures, limit }) => [
      scenario,
      clients,
      ...cellsOf(figures, limit),
    ]),
  );

function cellsOf({ servers: [ours, limit, peer], cpuRatios }, most) {
  const rates = [ours, limit, ...(peer ? [peer] : [])].map(({ rate }) => count(rate)).join(' : ');
  return [
    count(ours.cpuUs),
    count(limit.cpuUs),
    median(cpuRatios).toFixed(2),
    spreadOf(cpuRatios),
    most?.toFixed(1) ?? '–',
    rates,
  ];
}

const count = (value) => Math.round(value).toLocaleString('en');

/** What a developer sees while the bench runs. */
export function progressOf({ scenario, clients, figures, limit }) {
  const cells = cellsOf(figures, limit);
  const [ours, least, ratio, spread, most, rates] = cells;
  return `  ${scenario}, ${clients}: ${ours} : ${least} µs, ratio ${ratio} (${spread}, at most ${most}), ${rates}/s`;
}
