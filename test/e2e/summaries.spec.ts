import fc from 'fast-check';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { SummariesService } from '../../src/summaries/summaries.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface Issue {
  status: string;
  priority: string;
  assignee_id: number | null;
  created_at: string;
  resolved_at: string | null;
}

const HOUR_MS = 3_600_000;
const NOW = Date.now();

const daysAgo = (days: number) => NOW - days * 24 * HOUR_MS;
const isoDate = (timeMs: number) => new Date(timeMs).toISOString();

describe('summaries', () => {
  let tracker: TestApp;
  let issues: Issue[];
  const users: number[] = [];

  const get = async (path: string) => (await tracker.http.get(path).expect(200)).body;

  beforeAll(async () => {
    tracker = await createTestApp();
    for (let index = 0; index < 4; index += 1) users.push(await createUser(tracker));
    const issue = fc.record({
      status: fc.constantFrom('open', 'in_progress', 'resolved', 'closed'),
      priority: fc.constantFrom('low', 'medium', 'high', 'critical'),
      assignee: fc.option(fc.constantFrom(...users)),
      age: fc.integer({ min: 0, max: 100 * 24 * HOUR_MS }),
      // Resolution times from zero to weeks.
      share: fc.constantFrom(0, 1e-7, 1e-5, 1e-3, 0.1, 0.4, 1),
    });
    const rows = fc.sample(issue, { numRuns: 600, seed: 20261123 }).map((one, index) => {
      const done = one.status === 'resolved' || (one.status === 'closed' && index % 2 === 0);
      const created = NOW - one.age;
      const resolved = created + Math.floor(one.age * one.share);
      return [
        `Issue ${String(index)}`,
        one.status,
        one.priority,
        one.assignee ?? '',
        new Date(created).toISOString(),
        done ? new Date(resolved).toISOString() : '',
      ].join(',');
    });
    const csv = ['title,status,priority,assignee_id,created_at,resolved_at', ...rows].join('\n');
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv');
    expect(body).toMatchObject({ successful: 600, errors: [] });
    issues = [];
    for (let page = 1; page <= 6; page += 1) {
      issues.push(...(await get(`/issues?page_size=100&page=${String(page)}`)).items);
    }
  });
  afterAll(() => tracker.close());

  const timesOf = (assignee: number, since = 0, until = Infinity) =>
    issues
      .filter(({ assignee_id, resolved_at }) => assignee_id === assignee && resolved_at !== null)
      .filter(({ resolved_at }) => {
        const timeMs = Date.parse(resolved_at ?? '');
        return timeMs >= since && timeMs < until;
      })
      .map(({ created_at, resolved_at }) => Date.parse(resolved_at ?? '') - Date.parse(created_at))
      .sort((a, b) => a - b);

  const spans: [string, number, number][] = [
    ['neither', 0, Infinity],
    ['since', daysAgo(60), Infinity],
    ['until', 0, daysAgo(46)],
    ['since and until', daysAgo(71), daysAgo(29)],
  ];

  const query = (since: number, until: number) => {
    const limits = [
      ...(since > 0 ? [`since=${isoDate(since)}`] : []),
      ...(until < Infinity ? [`until=${isoDate(until)}`] : []),
    ];
    return `?${limits.join('&')}`;
  };

  it.each(spans)(
    'The report latency equals a plain computation, time limits: %s',
    async (_name, since, until) => {
      const rows = (await get(`/reports/latency${query(since, until)}`)) as {
        assignee_id: number;
        resolved_count: number;
        average_resolution_hours: number;
        p50_hours: number;
        p90_hours: number;
        p95_hours: number;
      }[];
      expect(rows.map(({ assignee_id }) => assignee_id).sort()).toEqual([...users].sort());
      expect(rows.map((row) => row.average_resolution_hours)).toEqual(
        rows.map((row) => row.average_resolution_hours).sort((a, b) => a - b),
      );
      for (const row of rows) {
        const times = timesOf(row.assignee_id, since, until);
        const mean = times.reduce((sum, time) => sum + time, 0) / times.length / HOUR_MS;
        expect(row.resolved_count).toBe(times.length);
        expect(row.average_resolution_hours).toBeCloseTo(mean, 2);
        for (const [name, share] of [
          ['p50_hours', 0.5],
          ['p90_hours', 0.9],
          ['p95_hours', 0.95],
        ] as const) {
          const exact = (times[Math.ceil(share * times.length) - 1] ?? NaN) / HOUR_MS;
          expect(Math.abs(row[name] - exact)).toBeLessThanOrEqual(0.02 * exact + 0.0051);
        }
      }
    },
  );

  it.each(spans)(
    'The report top-assignees equals a plain count, time limits: %s',
    async (_name, since, until) => {
      const rows = (await get(`/reports/top-assignees${query(since, until)}`)) as {
        assignee_id: number;
        resolved_count: number;
      }[];
      expect(rows.map(({ assignee_id, resolved_count }) => [assignee_id, resolved_count])).toEqual(
        users
          .map((user) => [user, timesOf(user, since, until).length] as const)
          .filter(([, count]) => count > 0)
          .sort(([a, x], [b, y]) => y - x || a - b),
      );
    },
  );

  it('The totals of the report summary and of every list equal a plain count', async () => {
    const count = (test: (issue: Issue) => boolean) => issues.filter(test).length;
    const summary = await get('/reports/summary');
    const oldest = issues
      .filter(({ status }) => status === 'open')
      .map(({ created_at }) => created_at)
      .sort()[0];
    expect(summary).toMatchObject({
      total: 600,
      unassigned: count(({ assignee_id }) => assignee_id === null),
      oldest_open: { created_at: oldest },
    });
    for (const status of ['open', 'in_progress', 'resolved', 'closed']) {
      expect(summary.by_status[status]).toBe(count((issue) => issue.status === status));
      for (const priority of ['low', 'medium', 'high', 'critical']) {
        const { total } = await get(
          `/issues?status=${status}&priority=${priority}&assignee_id=none`,
        );
        expect(total).toBe(
          count(
            (issue) =>
              issue.status === status && issue.priority === priority && issue.assignee_id === null,
          ),
        );
      }
    }
  });

  it.each(['day', 'week', 'month'])(
    'The report throughput by %s equals a plain count',
    async (interval) => {
      const rows = (await get(`/reports/throughput?interval=${interval}`)) as {
        period_start: string;
        created: number;
        resolved: number;
        open_at_end: number;
      }[];
      const starts = rows.map(({ period_start }) => Date.parse(period_start));
      for (const [index, row] of rows.entries()) {
        const [start = 0, end = Infinity] = [starts[index], starts[index + 1]];
        const within = (timestamp: string | null) =>
          timestamp !== null && Date.parse(timestamp) >= start && Date.parse(timestamp) < end;
        expect(row.created).toBe(issues.filter(({ created_at }) => within(created_at)).length);
        expect(row.resolved).toBe(issues.filter(({ resolved_at }) => within(resolved_at)).length);
        const open = issues.filter(
          ({ status, created_at, resolved_at }) =>
            Date.parse(created_at) < end &&
            (resolved_at === null ? status !== 'closed' : Date.parse(resolved_at) >= end),
        );
        expect(row.open_at_end).toBe(open.length);
      }
      expect(rows.reduce((sum, { created }) => sum + created, 0)).toBe(600);
      // One after the other, without a gap; weeks begin on Mondays.
      const gaps = starts
        .slice(1)
        .map((start, index) => (start - (starts[index] ?? 0)) / 24 / HOUR_MS);
      const allowed = { day: [1], week: [7], month: [28, 30, 31] }[interval] ?? [];
      expect(gaps.every((gap) => allowed.includes(gap))).toBe(true);
      if (interval === 'week') expect(new Date(starts[0] ?? 0).getUTCDay()).toBe(1);
    },
  );

  it('The report throughput has the periods from since to until, and refuses too many', async () => {
    const rows = await get(
      '/reports/throughput?interval=month&since=2026-04-10&until=2026-06-01T00:00:00Z',
    );
    expect(rows.map((row: { period_start: string }) => row.period_start)).toEqual([
      '2026-04-01T00:00:00.000Z',
      '2026-05-01T00:00:00.000Z',
    ]);
    expectProblem(
      await tracker.http.get('/reports/throughput?since=0001-01-01'),
      422,
      'VALIDATION_FAILED',
      { parameter: 'since' },
    );
    expectProblem(
      await tracker.http.get('/reports/throughput?interval=year'),
      422,
      'VALIDATION_FAILED',
      { parameter: 'interval' },
    );
  });

  it('Summaries that differ from a recount are named and can be rebuilt', async () => {
    const summaries = tracker.app.get(SummariesService);
    const runner = tracker.app.get(TransactionRunner);
    expect(await summaries.differences()).toEqual([]);
    await runner.run(() => runner.query('UPDATE daily_counts SET created = created + 1'));
    await runner.run(() => runner.query('DELETE FROM issue_counts WHERE assignee_id = 0'));
    const found = await summaries.differences();
    expect(found).toContainEqual(
      expect.objectContaining({ table: 'daily_counts', key: [issues[0]?.created_at.slice(0, 10)] }),
    );
    expect(found.filter(({ table }) => table === 'issue_counts').length).toBeGreaterThan(1);
    await summaries.rebuild();
    expect(await summaries.differences()).toEqual([]);
  });
});
