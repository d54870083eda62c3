import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser, type IssueBody } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface Issue extends IssueBody {
  readonly priority: string;
}

const DAY_MS = 86_400_000;
const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['critical', 'high', 'medium', 'low'];
const LABELS = ['bug', 'ui', 'docs'];

/** What the list gives for a filter is what the reports have to count. */
describe('reports of the issues of a filter', () => {
  let tracker: TestApp;
  let users: number[];
  const now = Date.now();
  const ago = (days: number) => new Date(now - days * DAY_MS).toISOString();

  beforeAll(async () => {
    tracker = await createTestApp();
    users = [await createUser(tracker), await createUser(tracker)];
    const rows = Array.from({ length: 96 }, (_row, index) => {
      const status = STATUSES[index % 4] ?? '';
      // From yesterday to almost two years ago, at other times of the day.
      const created = 1 + ((index * 53) % 700) + index / 97;
      const resolved = status === 'resolved' || index % 8 === 3 ? ago(created * 0.7) : '';
      const assignee = [...users, ''][index % 3];
      const labels = LABELS.filter((_label, position) => (index >> position) % 2 === 1);
      return [
        `Issue ${String(index)},${status},${PRIORITIES[(index >> 2) % 4] ?? ''}`,
        `${String(assignee)},${labels.join(';')},${ago(created)},${resolved}`,
      ].join(',');
    });
    const header = 'title,status,priority,assignee_id,labels,created_at,resolved_at';
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from([header, ...rows].join('\n')), 'issues.csv');
    expect(body).toMatchObject({ successful: 96, errors: [] });
    const doomed = (await get('/issues?status=in_progress&label=bug&page_size=2')).items as Issue[];
    for (const { id, version } of doomed) {
      await tracker.http.delete(`/issues/${String(id)}?version=${String(version)}`).expect(204);
    }
    // A label that only a deleted issue has counts nowhere.
    const [gone] = (await get('/issues?page_size=1')).items as Issue[];
    const path = `/issues/${String(gone?.id)}`;
    await tracker.http.put(`${path}/labels`).send({ label_names: ['gone'] });
    await tracker.http.delete(path).set('If-Match', '*').expect(204);
  });
  afterAll(() => tracker.close());

  const get = async (path: string) => (await tracker.http.get(path).expect(200)).body;

  const filters = ['', 'assignee_id=FIRST', 'assignee_id=none', 'label=BUG', 'label=bug&label=ui'];
  const all = [...filters, 'assignee_id=FIRST&label=docs', 'assignee_id=none&label=bug&label=ui'];
  const others = [
    'status=open&priority_not=low',
    'status=resolved,in_progress&assignee_not=none&label=bug',
    'label_any=bug&label_any=docs&created_after=LONG_AGO',
    'q=issue&label_not=ui',
  ];
  const rest = [...others, 'label=unknown', 'assignee_id=2000000000'];

  const filterOf = (text: string) =>
    text.replace('FIRST', String(users[0])).replace('LONG_AGO', ago(400));
  const issuesOf = async (filter: string) =>
    (await get(`/issues?page_size=100&sort=created_at&${filter}`)).items as Issue[];
  const isOpen = ({ status }: Issue) => status === 'open' || status === 'in_progress';

  it.each([...all, ...rest])(
    'The report summary counts what the list has, for %j',
    async (text) => {
      const filter = filterOf(text);
      const issues = await issuesOf(filter);
      const count = (test: (issue: Issue) => boolean) => issues.filter(test).length;
      const [oldest] = issues.filter(({ status }) => status === 'open');
      const by = (names: string[], field: 'status' | 'priority') =>
        Object.fromEntries(names.map((name) => [name, count((issue) => issue[field] === name)]));
      expect(await get(`/reports/summary?${filter}`)).toEqual({
        total: issues.length,
        by_status: by(STATUSES, 'status'),
        by_priority: by(PRIORITIES, 'priority'),
        unassigned: count(({ assignee_id }) => assignee_id === null),
        oldest_open: oldest
          ? { id: oldest.id, title: oldest.title, created_at: oldest.created_at }
          : null,
      });
    },
  );

  it.each([...all, ...rest])(
    'The report throughput counts what the list has, for %j',
    async (text) => {
      const filter = filterOf(text);
      const issues = await issuesOf(filter);
      const since = ago(800).slice(0, 10);
      const periods = (await get(`/reports/throughput?since=${since}&interval=week&${filter}`)) as {
        period_start: string;
        created: number;
        resolved: number;
        open_at_end: number;
      }[];
      expect(periods.length).toBeGreaterThan(100);
      for (const [index, { period_start, created, resolved }] of periods.entries()) {
        const next = periods[index + 1]?.period_start ?? '9999';
        const isIn = (time: string | null) => time !== null && time >= period_start && time < next;
        expect([created, resolved]).toEqual([
          issues.filter(({ created_at }) => isIn(created_at)).length,
          issues.filter(({ resolved_at }) => isIn(resolved_at)).length,
        ]);
      }
      expect(periods.at(-1)?.open_at_end).toBe(issues.filter(isOpen).length);
    },
  );

  it('Deleted issues of a filter count for what was open before, as without a filter', async () => {
    const deleted = (await get('/issues?deleted=true&label=bug')).items as Issue[];
    const left = await issuesOf('label=bug');
    expect(deleted.length).toBeGreaterThan(0);
    const since = ago(800).slice(0, 10);
    const periods = (await get(`/reports/throughput?interval=day&since=${since}&label=bug`)) as {
      open_at_end: number;
    }[];
    const wasOpen = (issue: Issue) => isOpen(issue) && issue.created_at < ago(1).slice(0, 10);
    expect(periods.at(-2)?.open_at_end).toBe(
      left.filter(wasOpen).length + deleted.filter(wasOpen).length,
    );
  });

  it.each([...all, ...rest])(
    'The reports top-assignees and latency count what the list has, for %j',
    async (text) => {
      for (const since of ['', ago(200)]) {
        const filter = `${filterOf(text)}${since && `&since=${since}`}`;
        const issues = (await issuesOf(filterOf(text))).filter(
          ({ resolved_at }) => resolved_at !== null && resolved_at >= since,
        );
        const counts = users
          .map((id) => [id, issues.filter(({ assignee_id }) => assignee_id === id).length] as const)
          .filter(([, count]) => count > 0);
        const rows = (await get(`/reports/top-assignees?${filter}`)) as Resolved[];
        expect(rows.map(toCount)).toEqual(counts.toSorted(([, a], [, b]) => b - a));
        const latency = (await get(`/reports/latency?${filter}`)) as Resolved[];
        expect(latency.map(toCount).sort(byId)).toEqual(counts.toSorted(byId));
        for (const { assignee_id, average_resolution_hours } of latency) {
          const hours = issues
            .filter((issue) => issue.assignee_id === assignee_id)
            .map((issue) => Date.parse(issue.resolved_at ?? '') - Date.parse(issue.created_at))
            .map((ms) => ms / 3_600_000);
          const mean = hours.reduce((sum, one) => sum + one, 0) / hours.length;
          expect(average_resolution_hours).toBeCloseTo(mean, 1);
        }
      }
    },
  );

  it.each([...all, ...rest])(
    'The report open-by-age counts what the list has, for %j',
    async (text) => {
      const filter = filterOf(text);
      const ages = (await get(`/reports/open-by-age?${filter}`)) as {
        priority: string;
        created_after: string | null;
        created_before: string | null;
        issues: number;
      }[];
      expect([...new Set(ages.map(({ priority }) => priority))]).toEqual(PRIORITIES);
      const found = (await issuesOf(filter)).filter(isOpen);
      expect(ages.reduce((sum, { issues }) => sum + issues, 0)).toBe(found.length);
      for (const { priority, created_after, created_before, issues } of ages) {
        const [after, before] = [created_after ?? '', created_before ?? '9999'];
        const within = found.filter(
          (issue) =>
            issue.priority === priority && issue.created_at > after && issue.created_at < before,
        );
        expect(issues).toBe(within.length);
      }
    },
  );

  it('The bounds of the report open-by-age are filters of the list', async () => {
    const ages = (await get('/reports/open-by-age?label=bug')) as Record<string, string>[];
    for (const { priority, created_after, created_before, issues } of ages.slice(0, 5)) {
      const bounds = Object.entries({ created_after, created_before }).filter(([, time]) => time);
      const list = new URLSearchParams(bounds as [string, string][]).toString();
      const filter = `status=open,in_progress&label=bug&priority=${priority ?? ''}`;
      expect((await get(`/issues?${filter}&${list}`)).total).toBe(issues);
    }
  });

  it.each([...all, ...rest])(
    'The report top-labels counts what the list has, for %j',
    async (text) => {
      const spans = ['', `&since=${ago(300)}`, `&since=${ago(400)}&until=${ago(100)}`];
      for (const span of spans) {
        const { since = '', until = '9999' } = Object.fromEntries(new URLSearchParams(span));
        const issues = (await issuesOf(filterOf(text))).filter(
          ({ created_at }) => created_at >= since && created_at < until,
        );
        const counted = LABELS.map((name) => {
          const labelled = issues.filter(({ labels }) =>
            labels.some((label) => label.name === name),
          );
          return { name, issues: labelled.length, open: labelled.filter(isOpen).length };
        }).filter(({ issues: count }) => count > 0);
        const rows = (await get(`/reports/top-labels?${filterOf(text)}${span}`)) as {
          label_id: number;
          label: { id: number; name: string };
          issues_count: number;
          open_count: number;
        }[];
        expect(
          rows
            .map((row) => ({
              name: row.label.name,
              issues: row.issues_count,
              open: row.open_count,
            }))
            .sort((a, b) => a.name.localeCompare(b.name)),
        ).toEqual(counted.sort((a, b) => a.name.localeCompare(b.name)));
        const ranks = rows.map(({ issues_count, label_id }) => [-issues_count, label_id] as const);
        expect(ranks).toEqual(ranks.toSorted(([a, x], [b, y]) => a - b || x - y));
      }
      const [first] = await get(`/reports/top-labels?${filterOf(text)}`);
      expect(await get(`/reports/top-labels?limit=1&${filterOf(text)}`)).toEqual(
        first ? [first] : [],
      );
    },
  );

  it.each(['summary', 'throughput', 'top-assignees', 'latency', 'open-by-age', 'top-labels'])(
    'The report %s refuses filters that the list refuses too',
    async (report) => {
      for (const [query, parameter] of [
        ['assignee_id=alice', 'assignee_id'],
        ['assignee_id=0', 'assignee_id'],
        ['label=', 'label'],
        ['milestone=1', 'milestone'],
      ]) {
        const refused = await tracker.http.get(`/reports/${report}?${query ?? ''}`);
        expectProblem(refused, 422, 'VALIDATION_FAILED');
        expect(refused.body.errors).toMatchObject([{ parameter }]);
      }
    },
  );
});

interface Resolved {
  readonly assignee_id: number;
  readonly resolved_count: number;
  readonly average_resolution_hours: number;
}

const toCount = ({ assignee_id, resolved_count }: Resolved) =>
  [assignee_id, resolved_count] as const;
const byId = ([a]: readonly [number, number], [b]: readonly [number, number]) => a - b;
