import { markdown, median, spreadOf } from '../statistics.mjs';

const HEADING = ['clients', 'ours, µs', 'limit, µs', 'ratio', 'spread', 'at most'];

/** One row for each scenario and number of clients; `names` are those of the servers. */
export const speedTable = (dialect, names, results) =>
  markdown(
    [dialect, ...HEADING, `requests/s, ${names.join(' : ')}`],
    results.map(({ scenario, clients, figures, limit }) => [
      scenario,
      clients,
      ...cellsOf(figures, limit),
    ]),
  );

function cellsOf({ servers, cpuRatios }, most) {
  const [ours, limit] = servers;
  const rates = servers.map(({ rate }) => count(rate)).join(' : ');
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
