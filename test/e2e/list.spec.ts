import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { until } from '../support/until.js';

interface Page {
  items: { id: number; created_at: string; updated_at: string; priority: string }[];
  total: number;
  page: number | null;
  total_pages: number;
  next_cursor: string | null;
}

const query = (parameters: Record<string, string | string[]>) => {
  const pairs = Object.entries(parameters).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value] as [string, string]),
  );
  return `/issues?${new URLSearchParams(pairs).toString()}`;
};

describe('list of issues', () => {
  let tracker: TestApp;
  let alice: number;
  const ids: Record<string, number> = {};

  const list = async (parameters: Record<string, string | string[]> = {}): Promise<Page> =>
    (await tracker.http.get(query(parameters)).expect(200)).body as Page;

  /** The names of the issues that were found, in order. */
  const found = async (parameters: Record<string, string | string[]>) => {
    const { items } = await list(parameters);
    return items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id));
  };

  beforeAll(async () => {
    tracker = await createTestApp();
    alice = await createUser(tracker);
    const create = async (name: string, fields: object, labels: string[] = []) => {
      const { id, created_at } = await createIssue(tracker, { title: name, ...fields });
      ids[name] = id;
      if (labels.length > 0) {
        await tracker.http
          .put(`/issues/${String(id)}/labels`)
          .send({ label_names: labels })
          .expect(200);
      }
      // The next one is newer.
      await until(() => Date.now() > Date.parse(created_at));
    };
    await create('a', { priority: 'low', assignee_id: alice }, ['bug', 'Urgent']);
    await create('b', { priority: 'critical', status: 'resolved' }, ['bug']);
    await create('c', { priority: 'high', status: 'in_progress', assignee_id: alice });
    await create('d', { priority: 'critical', status: 'closed', assignee_id: alice }, ['urgent']);
    await create('e', { priority: 'medium', status: 'resolved' }, ['a,b']);
  });
  afterAll(() => tracker.close());

  it('A list can be filtered by each field, and by all of them at once', async () => {
    expect(await found({})).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(await found({ status: 'resolved,closed' })).toEqual(['e', 'd', 'b']);
    expect(await found({ status: ['resolved', 'open'] })).toEqual(['e', 'b', 'a']);
    expect(await found({ priority: 'critical,low' })).toEqual(['d', 'b', 'a']);
    expect(await found({ assignee_id: String(alice) })).toEqual(['d', 'c', 'a']);
    expect(await found({ assignee_id: 'none' })).toEqual(['e', 'b']);
    expect(await found({ label: 'BUG' })).toEqual(['b', 'a']);
    expect(await found({ label: ['bug', 'urgent'] })).toEqual(['a']);
    expect(await found({ label: 'a,b' })).toEqual(['e']);
    expect(await found({ label: 'unknown' })).toEqual([]);
    expect(
      await found({
        status: 'closed,open',
        priority: 'critical',
        assignee_id: String(alice),
        label: 'urgent',
        q: 'd',
      }),
    ).toEqual(['d']);
  });

  it.each([
    '2026-11-23T07:25:48.123456Z',
    '2026-11-23T07:25:48.123456789012345678901234567890Z',
    '2026-11-23T08:25:48.123456+01:00',
    '2026-11-23t07:25:48.1z',
    '2026-11-23T07:25:48Z',
    '2026-11-23T23:59:60Z',
    '2026-11-23',
  ])('The timestamp %s is accepted in filters, reports and a CSV', async (timestamp) => {
    const query = encodeURIComponent(timestamp);
    await tracker.http.get(`/issues?created_before=${query}`).expect(200);
    await tracker.http.get(`/reports/latency?since=${query}`).expect(200);
    const { body } = await tracker.http
      .post('/issues/import?dry_run=true')
      .attach('file', Buffer.from(`title,created_at\nPast,${timestamp}\n`), 'a.csv');
    expect(body).toMatchObject({ successful: 1, failed: 0 });
  });

  it('The timestamp filters of a list are exclusive', async () => {
    const { items } = await list({ sort: 'id' });
    const [, b, c] = items.map(({ created_at }) => created_at);
    expect(await found({ created_after: b ?? '' })).toEqual(['e', 'd', 'c']);
    expect(await found({ created_before: c ?? '' })).toEqual(['b', 'a']);
    expect(await found({ created_after: b ?? '', created_before: '2999-01-01' })).toEqual([
      'e',
      'd',
      'c',
    ]);
    expect(await found({ resolved_after: '2020-01-01' })).toEqual(['e', 'b']);
    expect(await found({ updated_before: '2020-01-01' })).toEqual([]);
  });

  it('A list sorts priorities and statuses by meaning, nulls last, ties by id', async () => {
    expect(await found({ sort: 'id' })).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await found({ sort: 'created_at' })).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await found({ sort: '-priority,id' })).toEqual(['b', 'd', 'c', 'e', 'a']);
    expect(await found({ sort: 'priority' })).toEqual(['a', 'e', 'c', 'b', 'd']);
    expect(await found({ sort: 'status,-priority' })).toEqual(['a', 'c', 'b', 'e', 'd']);
    expect(await found({ sort: 'resolved_at' })).toEqual(['b', 'e', 'a', 'c', 'd']);
    expect(await found({ sort: '-resolved_at' })).toEqual(['e', 'b', 'd', 'c', 'a']);
  });

  it('An invalid parameter of a list is refused and named', async () => {
    const bad: Record<string, string[]> = {
      sort: ['', 'title', '-', 'id,id', 'id,-id', '-relevance', 'id,'],
      status: ['', 'done', 'open,'],
      priority: ['urgent'],
      assignee_id: ['0', 'nobody', '2147483648'],
      label: ['', ' ', 'x'.repeat(101), 'a\u0000'],
      created_after: [
        ...['', 'yesterday', '2026-02-30', '2026-13-01T00:00:00Z', '2026-11-23T07:25:61Z'],
        ...[
          '2026-11-23T24:01:00Z',
          '2026-11-23T07:25:48.Z',
          '2026-11-23T07:25:48',
          '2026-11-23 07:25Z',
        ],
      ],
      resolved_before: ['0'],
      cursor: ['', 'x', 'AAAA', 'é'],
      q: ['a\u0000b'],
      page: ['0', '-1', '1.5', 'x'],
      page_size: ['0', '101'],
    };
    for (const [parameter, values] of Object.entries(bad)) {
      for (const value of values) {
        const response = await tracker.http.get(query({ [parameter]: value }));
        expectProblem(response, 422, 'VALIDATION_FAILED', { parameter });
      }
    }
  });

  it('The Link header stays short, however long the query is', async () => {
    const { headers } = await tracker.http.get(`/issues?page=2&page_size=1&q=${'x'.repeat(2_500)}`);
    expect(headers.link).toMatch(/^<[^>]*>; rel="prev"$/);
    const long = await tracker.http.get(`/issues?q=${'y'.repeat(7_000)}`).expect(200);
    expect(long.headers.link).toBeUndefined();
  });

  it('The Link header leads through all pages', async () => {
    const linksOf = async (path: string) => {
      const { headers } = await tracker.http.get(path).expect(200);
      const header = headers.link ?? '';
      const links = [...header.matchAll(/<([^>]*)>; rel="(\w+)"/g)];
      return Object.fromEntries(links.map(([, target, rel]) => [rel, target ?? '']));
    };
    const first = await linksOf('/issues?page_size=2&status=open,resolved,closed');
    expect(Object.keys(first)).toEqual(['first', 'next', 'last']);
    const second = await linksOf(first.next ?? '');
    expect(Object.keys(second)).toEqual(['first', 'prev', 'last']);
    expect(new URL(second.prev ?? '', 'http://x').searchParams.get('page')).toBe('1');
    expect(new URL(second.last ?? '', 'http://x').searchParams.get('status')).toBe(
      'open,resolved,closed',
    );
    const { next_cursor } = await list({ page_size: '2' });
    const byCursor = await linksOf(query({ page_size: '2', cursor: next_cursor ?? '' }));
    expect(Object.keys(byCursor)).toEqual(['next']);
    expect(await linksOf(byCursor.next ?? '')).toEqual({});
  });

  it.each(['-created_at', 'id', 'updated_at', '-resolved_at', 'resolved_at', '-priority,status'])(
    'Pages by cursor keep the order of sort=%s',
    async (sort) => {
      const whole = (await list({ sort })).items.map(({ id }) => id);
      const paged: number[] = [];
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page: Page = await list(
          cursor === undefined ? { sort, page_size: '2' } : { cursor, page_size: '2' },
        );
        expect(page.page).toBe(cursor === undefined ? 1 : null);
        expect(page.total).toBe(5);
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.next_cursor;
      }
      expect(paged).toEqual(whole);
    },
  );

  it('A cursor that was modified or belongs to another list is refused', async () => {
    const { next_cursor } = await list({
      page_size: '2',
      sort: 'priority',
      status: 'resolved,open',
    });
    const cursor = next_cursor ?? '';
    const list2 = { cursor, status: 'resolved,open' };
    expect((await list(list2)).items).toHaveLength(1);
    expect((await list({ ...list2, sort: 'priority' })).items).toHaveLength(1);
    const refused: Record<string, string>[] = [
      { ...list2, sort: 'id' },
      { cursor },
      { ...list2, status: 'open' },
      { ...list2, page: '1' },
      ...Array.from({ length: cursor.length }, (_, at) => ({
        ...list2,
        cursor: cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1),
      })),
      { ...list2, cursor: `${cursor}A` },
      { ...list2, cursor: cursor.slice(1) },
    ];
    for (const parameters of refused) {
      expectProblem(await tracker.http.get(query(parameters)), 422, 'VALIDATION_FAILED', {
        parameter: 'cursor',
      });
    }
  });
});

/** `TEST_PAGES=50` is for releases. */
const PAGES = Number(process.env.TEST_PAGES ?? 8);
const ROWS = PAGES * 100;

describe('paging by cursor during writes', () => {
  it('Pages by cursor during writes show every issue that stays exactly once', async () => {
    const tracker = await createTestApp();
    try {
      const { http } = tracker;
      const csv = ['title', ...Array.from({ length: ROWS }, (_, row) => `Row ${String(row)}`)];
      await http
        .post('/issues/import')
        .attach('file', Buffer.from(csv.join('\n')), 'issues.csv')
        .expect(200);
      const newest = (await http.get('/issues?page_size=1')).body.items[0].id as number;
      const all = Array.from({ length: ROWS }, (_, index) => newest - index);
      const deleted = new Set(all.filter((id) => id % 10 === 3));
      const changed = all.filter((id) => id % 10 === 7);
      const doomed = [...deleted];
      const seen: number[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null; page += 1) {
        const path = `/issues?page_size=100${cursor ? `&cursor=${cursor}` : ''}`;
        const { body } = (await http.get(path).expect(200)) as { body: Page };
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.next_cursor;
        await Promise.all([
          ...Array.from({ length: 10 }, () => http.post('/issues').send({ title: 'New' })),
          ...changed
            .slice(page * 10, page * 10 + 10)
            .map((id) => http.patch(`/issues/${String(id)}`).send({ version: 1, title: 'Other' })),
          ...doomed
            .slice(page * 10, page * 10 + 10)
            .map((id) => http.delete(`/issues/${String(id)}?version=1`)),
        ]);
      }
      const counted = new Map<number, number>();
      for (const id of seen) counted.set(id, (counted.get(id) ?? 0) + 1);
      const kept = all.filter((id) => !deleted.has(id));
      expect(kept.filter((id) => counted.get(id) !== 1)).toEqual([]);
      expect([...counted.values()].every((count) => count === 1)).toBe(true);
      expect((await http.get('/issues?page_size=1')).body.total).toBe(ROWS);
    } finally {
      await tracker.close();
    }
  });
});
