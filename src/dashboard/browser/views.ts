import { listPath, type Parameters, type Schemas } from './api.js';
import type { View } from './card.js';
import { bar, bars, line } from './charts.js';
import { between, type Filters } from './filters.js';
import { count, date, days, period, words } from './format.js';

type Throughput = readonly Schemas['ThroughputResponse'][];
type OpenAges = readonly Schemas['OpenAgeResponse'][];
type Latency = readonly Schemas['LatencyResponse'][];
type TopLabels = readonly Schemas['TopLabelResponse'][];

export const OPEN = 'open,in_progress';

const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

export function flowView(periods: Throughput, { since, interval, which }: Filters): View {
  const open = periods.at(-1)?.open_at_end ?? 0;
  const created = sumOf(periods, (row) => row.created);
  const resolved = sumOf(periods, (row) => row.resolved);
  const list = (field: 'created' | 'resolved', index: number): string => {
    const [start, next] = [periods[index]?.period_start, periods[index + 1]?.period_start];
    const span = between(
      field,
      new Date(start ?? 0),
      next === undefined ? undefined : new Date(next),
    );
    return listPath({ ...which, ...span });
  };
  return {
    summary: `${count(created)} issues were created and ${count(resolved)} resolved; ${count(open)} are open.`,
    list: listPath({ ...which, ...between('created', since) }),
    chart: bars({
      labels: periods.map(({ period_start }) => period(interval, period_start)),
      datasets: [
        line(
          'Open at the end',
          periods.map((row) => row.open_at_end),
          'open',
        ),
        bar(
          'Created',
          periods.map((row) => row.created),
          'created',
        ),
        bar(
          'Resolved',
          periods.map((row) => row.resolved),
          'resolved',
        ),
      ],
      unit: `issues a ${interval}`,
      lineUnit: 'open issues',
    }),
    behind: (dataset, index) =>
      dataset === 0
        ? listPath({ ...which, status: OPEN })
        : list(dataset === 1 ? 'created' : 'resolved', index),
    head: [`The ${interval} of`, 'Created', 'Resolved', 'Open at its end'],
    rows: periods.map((row, index) => [
      date(row.period_start),
      [count(row.created), list('created', index)],
      [count(row.resolved), list('resolved', index)],
      count(row.open_at_end),
    ]),
  };
}

/** The colors of the priorities, the most urgent first. */
const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;

const ageName = ({ from_days, to_days }: OpenAges[number]): string =>
  to_days === null ? `${String(from_days)}+` : `${String(from_days)}–${String(to_days)}`;

export function agesView(ages: OpenAges, { which }: Filters): View {
  const of = (priority: string) => ages.filter((age) => age.priority === priority);
  const list = ({ priority, created_after, created_before }: OpenAges[number]): string =>
    listPath({ ...which, status: OPEN, priority, created_after, created_before });
  const names = of('critical').map(ageName);
  const total = sumOf(ages, ({ issues }) => issues);
  const numbers = PRIORITIES.map((priority) => sumOf(of(priority), ({ issues }) => issues));
  return {
    summary: `${count(total)} issues are open: ${PRIORITIES.map(
      (priority, index) => `${count(numbers[index] ?? 0)} ${priority}`,
    ).join(', ')}.`,
    list: listPath({ ...which, status: OPEN, sort: '-priority,created_at' }),
    chart: bars({
      labels: names,
      datasets: PRIORITIES.map((priority) =>
        bar(
          priority,
          of(priority).map(({ issues }) => issues),
          priority,
        ),
      ),
      stacked: true,
      unit: 'open issues',
      names: 'days since creation',
    }),
    behind: (dataset, index) => {
      const age = of(PRIORITIES[dataset] ?? '')[index];
      return age && list(age);
    },
    head: ['Priority', ...names.map((name) => `${name} days`)],
    rows: PRIORITIES.map((priority) => [
      priority,
      ...of(priority).map((age) => [count(age.issues), list(age)] as const),
    ]),
  };
}

/** More bars than this are hard to read; the table has all. */
const MAX_BARS = 10;

const HOURS_OF_A_DAY = 24;

export function latencyView(latency: Latency, { since, which }: Filters): View {
  const rows = latency.toSorted((a, b) => b.resolved_count - a.resolved_count);
  const shown = rows.slice(0, MAX_BARS);
  const list = ({ assignee_id }: Latency[number]): string =>
    listPath({ ...which, assignee_id, ...resolved, sort: '-resolved_at' });
  // Without a period, resolved at any time.
  const resolved: Parameters = since
    ? between('resolved', since)
    : { resolved_after: '0001-01-01' };
  const inDays = (hours: number) => hours / HOURS_OF_A_DAY;
  return {
    summary: rows
      .slice(0, MAX_BARS)
      .map((row) => `${row.assignee.username}: half within ${days(inDays(row.p50_hours))}`)
      .join('; '),
    list: listPath({ ...which, ...resolved, sort: '-resolved_at' }),
    chart: bars({
      labels: shown.map(({ assignee }) => assignee.username),
      datasets: [
        bar(
          'Half of them within (p50)',
          shown.map((row) => inDays(row.p50_hours)),
          'p50',
        ),
        bar(
          'Nine of ten within (p90)',
          shown.map((row) => inDays(row.p90_hours)),
          'p90',
        ),
      ],
      horizontal: true,
      unit: 'days from creation to resolution',
    }),
    behind: (_dataset, index) => shown[index] && list(shown[index]),
    head: ['Assignee', 'Resolved', 'p50', 'p90'],
    rows: rows.map((row) => [
      row.assignee.username,
      [count(row.resolved_count), list(row)],
      days(inDays(row.p50_hours)),
      days(inDays(row.p90_hours)),
    ]),
  };
}

export function labelsView(labels: TopLabels, { since, which }: Filters): View {
  const created = between('created', since);
  const list = ({ label }: TopLabels[number], status?: string): string =>
    listPath({ ...which, label: [...new Set([...which.label, label.name])], ...created, status });
  return {
    summary: labels
      .map(({ label, issues_count }) => `${label.name}: ${count(issues_count)}`)
      .join('; '),
    list: listPath({ ...which, ...created }),
    chart: bars({
      labels: labels.map(({ label }) => label.name),
      datasets: [
        bar(
          'Open',
          labels.map((row) => row.open_count),
          'open',
        ),
        bar(
          'Done',
          labels.map((row) => row.issues_count - row.open_count),
          'done',
        ),
      ],
      stacked: true,
      horizontal: true,
      unit: 'issues',
    }),
    behind: (dataset, index) =>
      labels[index] && list(labels[index], dataset === 0 ? OPEN : 'resolved,closed'),
    head: ['Label', 'Issues', 'Open'],
    rows: labels.map((row) => [
      words(row.label.name),
      [count(row.issues_count), list(row)],
      [count(row.open_count), list(row, OPEN)],
    ]),
  };
}
