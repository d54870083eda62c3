import fc from 'fast-check';
import { SummariesService } from '../../src/summaries/summaries.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';

interface Issue {
  id: number;
  status: string;
  priority: string;
  assignee_id: number | null;
  labels: { name: string }[];
  created_at: string;
}

const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['low', 'medium', 'high', 'critical'];
const LABELS = ['red', 'green', 'blue'];

describe('list by combined filters', () => {
  let tracker: TestApp;
  let users: number[];
  let issues: Issue[];

  const get = async (path: string) => (await tracker.http.get(path).expect(200)).body;

  beforeAll(async () => {
    tracker = await createTestApp();
    users = [await createUser(tracker), await createUser(tracker)];
    const row = fc.record({
      status: fc.constantFrom(...STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
      assignee: fc.constantFrom('', ...users),
      labels: fc.subarray(LABELS),
      // Few timestamps, so that many issues share one and the id decides the order.
      created: fc.integer({ min: 1, max: 9 }),
    });
    const lines = fc
      .sample(row, { numRuns: 150, seed: 20261123 })
      .map(({ status, priority, assignee, labels, created }, index) =>
        [
          `Issue ${String(index)}`,
          status,
          priority,
          assignee,
          labels.join(';'),
          `2026-01-0${String(created)}T00:00:00Z`,
        ].join(','),
      );
    const csv = ['title,status,priority,assignee_id,labels,created_at', ...lines].join('\n');
    await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv')
      .expect(200);
    await change();
    issues = (await get('/issues?page_size=100&sort=-created_at')).items;
    issues.push(...(await get('/issues?page_size=100&page=2')).items);
  });
  afterAll(() => tracker.close());

  /** Changes issues in every way: what a label link copies of its issue has to follow. */
  const change = async () => {
    const { id } = await createIssue(tracker, { title: 'late', labels: undefined });
    const path = `/issues/${String(id)}`;
    await tracker.http
      .put(`${path}/labels`)
      .send({ label_names: ['red', 'blue'] })
      .expect(200);
    await tracker.http.delete('/issues/1?version=1').expect(204);
    await tracker.http.delete('/issues/2?version=1').expect(204);
    await tracker.http.post('/issues/2/restore').expect(200);
    const { version } = await get('/issues/3');
    await tracker.http
      .patch('/issues/3')
      .send({ version, status: 'closed', priority: 'critical', assignee_id: users[0] })
      .expect(200);
    await tracker.http
      .post('/issues/bulk-status')
      .send({ issue_ids: [4, 5, 6, 7], status: 'resolved' })
      .expect(200);
  };

  const filters: readonly [string, (issue: Issue) => boolean][] = [
    ...STATUSES.map(
      (value) => [`status=${value}`, ({ status }: Issue) => status === value] as const,
    ),
    [
      'status=open,closed,open',
      ({ status }: Issue) => status === 'open' || status === 'closed',
    ] as const,
    ...PRIORITIES.map(
      (value) => [`priority=${value}`, ({ priority }: Issue) => priority === value] as const,
    ),
    ['priority=low,critical', ({ priority }: Issue) => ['low', 'critical'].includes(priority)],
    ['assignee_id=none', ({ assignee_id }: Issue) => assignee_id === null],
    ['assignee_id=1', ({ assignee_id }: Issue) => assignee_id === 1],
    ['label=RED', ({ labels }: Issue) => labels.some(({ name }) => name === 'red')],
    ['label=green', ({ labels }: Issue) => labels.some(({ name }) => name === 'green')],
    ['label=unknown', () => false],
    [
      'created_after=2026-01-04',
      ({ created_at }: Issue) => created_at > '2026-01-04T00:00:00.000Z',
    ],
  ].map(([query, test]) => [query, test] as [string, (issue: Issue) => boolean]);

  const keyOf = (query: string) => query.split('=')[0];

  const combinations = filters.flatMap((one, index) => [
    [one],
    ...filters
      .slice(index + 1)
      .filter(([query]) => keyOf(query) !== keyOf(one[0]))
      .map((other) => [one, other]),
  ]);

  it.each(['-created_at', 'created_at'])(
    'A list by one or two filters has the matching issues of the full list, by %s',
    async (sort) => {
      const ordered = sort === 'created_at' ? [...issues].reverse() : issues;
      for (const filters of combinations) {
        const expected = ordered.filter((issue) => filters.every(([, test]) => test(issue)));
        const query = [...filters.map(([text]) => text), 'page_size=40'].join('&');
        const seen: number[] = [];
        let page = await get(`/issues?${query}&sort=${sort}`);
        for (;;) {
          seen.push(...(page.items as Issue[]).map(({ id }) => id));
          expect([query, page.total]).toEqual([query, expected.length]);
          if (page.next_cursor === null) break;
          page = await get(`/issues?${query}&cursor=${String(page.next_cursor)}`);
        }
        expect([query, seen]).toEqual([query, expected.map(({ id }) => id)]);
      }
    },
  );

  it('Each filter finds the same issues together with a filter that has no index', async () => {
    for (const [filter, test] of filters) {
      const expected = issues.filter(test).map(({ id }) => id);
      const { items, total } = await get(
        `/issues?${filter}&updated_after=2020-01-01&page_size=100&sort=-created_at`,
      );
      expect([filter, total]).toEqual([filter, expected.length]);
      expect((items as Issue[]).map(({ id }) => id)).toEqual(expected.slice(0, 100));
    }
  });

  it('A filtered list has its second page by number too', async () => {
    const open = issues.filter(({ status }) => status === 'open').map(({ id }) => id);
    const { items } = await get('/issues?status=open&page=2&page_size=10');
    expect((items as Issue[]).map(({ id }) => id)).toEqual(open.slice(10, 20));
  });

  it('The issue counts of labels equal a recount after every kind of change', async () => {
    expect(await tracker.app.get(SummariesService).differences()).toEqual([]);
    const labels = (await get('/labels')) as { name: string; issues_count: number }[];
    expect(labels.map(({ name, issues_count }) => [name, issues_count])).toEqual(
      ['blue', 'green', 'red'].map((name) => [
        name,
        issues.filter(({ labels }) => labels.some((label) => label.name === name)).length,
      ]),
    );
  });
});
