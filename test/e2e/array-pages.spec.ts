import { writeCursor } from '../../src/common/cursor.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

const START = Date.parse('2025-01-01T00:00:00.000Z');
const HOUR_MS = 3_600_000;

const SINCE = '/reports/latency?since=2025-01-01T02:00:00Z';

/** The paths, each with the `sort` of its cursors and positions that no page ends at. */
const LISTS = [
  ['/users', 'users', [[], ['1'], [1.5], [2 ** 31], [null], [1, 2]]],
  ['/labels', 'labels', [[], ['bug'], [1, 1], ['a\0', 1], ['\ud800', 1], ['bug', '1'], [null, 1]]],
  ['/reports/latency', 'latency', [[], [1], ['1', 1], [1, null], [1, 2, 3]]],
] as const;

const NAMES = ['b', 'A', 'Z', '_', 'ä', 'é', '\uffee', '😀', 'a b'];

describe('lists that are arrays', () => {
  let tracker: TestApp;

  const at = (hours: number) => new Date(START + hours * HOUR_MS).toISOString();

  beforeAll(async () => {
    tracker = await createTestApp();
    const assignees: number[] = [];
    while (assignees.length < 7) assignees.push(await createUser(tracker));
    // Of the same averages, of ones that no decimal number is, and of 0.
    const hours = [[3], [1, 5], [1], [1, 1, 2], [1], [0], [3]];
    const rows = assignees.flatMap((id, index) =>
      (hours[index] ?? []).map((end) => `x,resolved,${String(id)},${at(0)},${at(end)}`),
    );
    const csv = ['title,status,assignee_id,created_at,resolved_at', ...rows].join('\n');
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv');
    expect(body).toMatchObject({ successful: rows.length, errors: [] });
    const { id } = await createIssue(tracker);
    const labels = { label_names: NAMES };
    await tracker.http
      .put(`/issues/${String(id)}/labels`)
      .send(labels)
      .expect(200);
  });
  afterAll(() => tracker.close());

  const get = async (path: string) => {
    const { body, headers } = await tracker.http.get(path).expect(200);
    const { link } = headers as { link?: string };
    const next = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1];
    expect(next === undefined).toBe(link === undefined);
    return { entries: body as unknown[], next };
  };

  const pagesFrom = async (first: string) => {
    const pages: unknown[][] = [];
    let path: string | undefined = first;
    while (path !== undefined) {
      const { entries, next } = await get(path);
      pages.push(entries);
      path = next;
    }
    return pages;
  };

  const withQuery = (path: string, query: string) =>
    `${path}${path.includes('?') ? '&' : '?'}${query}`;

  it.each(['/users', '/labels', '/reports/latency', SINCE])(
    'The Link header leads through all pages of %s, which together are the list',
    async (path) => {
      const whole = await get(path);
      expect(whole.entries.length).toBeGreaterThan(3);
      expect(whole.next).toBeUndefined();
      for (const size of [1, 2, whole.entries.length]) {
        const pages = await pagesFrom(withQuery(path, `page_size=${String(size)}`));
        expect(pages).toHaveLength(Math.ceil(whole.entries.length / size));
        expect(pages.every(({ length }) => length <= size)).toBe(true);
        expect(pages.flat()).toEqual(whole.entries);
      }
    },
  );

  it('Pages neither repeat nor miss a user or a label while others are written', async () => {
    for (const [path, post] of [
      ['/users', () => createUser(tracker)],
      ['/labels', () => tracker.http.post('/labels').send({ name: '0 first' }).expect(201)],
    ] as const) {
      const before = await get(path);
      const first = await get(`${path}?page_size=3`);
      await post();
      const rest = await pagesFrom(first.next ?? '');
      const seen = [...first.entries, ...rest.flat()];
      expect(seen.slice(0, before.entries.length)).toEqual(before.entries);
    }
  });

  it.each(LISTS)('An invalid page size or cursor of %s is 422', async (path, sort, positions) => {
    for (const size of ['0', '1001', 'ten', '', '-1', '1.5']) {
      const response = await tracker.http.get(`${path}?page_size=${size}`);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'page_size' });
    }
    const filters = sort === 'latency' ? '/' : '';
    const others = await Promise.all(
      LISTS.filter(([other]) => other !== path).map(([other]) => get(`${other}?page_size=1`)),
    );
    const cursors = [
      'x',
      '',
      ...others.map(({ next }) => cursorIn(next)),
      ...positions.map((position) => writeCursor({ sort, filter: filters, position })),
      writeCursor({ sort, filter: 'other', position: cursorPosition(sort) }),
    ];
    for (const cursor of cursors) {
      const response = await tracker.http.get(`${path}?cursor=${cursor}`);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'cursor' });
    }
  });

  it('A cursor of the report latency is refused with another since or until', async () => {
    const cursor = cursorIn((await get(`${SINCE}&page_size=1`)).next);
    await get(`${SINCE}&page_size=1&cursor=${cursor}`);
    for (const path of [
      '/reports/latency?',
      '/reports/latency?since=2025-01-01T02:00:01Z',
      '/reports/latency?until=2025-01-01T02:00:00Z',
      `${SINCE}&until=2026-01-01`,
    ]) {
      const response = await tracker.http.get(`${path}&cursor=${cursor}`);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'cursor' });
    }
  });

  it('A page has 1,000 entries unless the request names another page_size', async () => {
    for (let issue = 0; issue < 10; issue += 1) {
      const { id } = await createIssue(tracker);
      const label_names = Array.from(
        { length: 100 },
        (_, index) => `${String(issue)}.${String(index)}`,
      );
      await tracker.http
        .put(`/issues/${String(id)}/labels`)
        .send({ label_names })
        .expect(200);
    }
    const pages = await pagesFrom('/labels');
    expect(pages[0]).toHaveLength(1_000);
    const names = pages.flat().map((label) => (label as { name: string }).name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...NAMES, '9.99']));
  });
});

const cursorIn = (path = ''): string => new URLSearchParams(path.split('?')[1]).get('cursor') ?? '';

/** A position that a page of the list can end at. */
const cursorPosition = (sort: string) =>
  sort === 'users' ? [1] : sort === 'labels' ? ['bug', 1] : [1, 1];
