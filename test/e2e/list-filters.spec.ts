import fc from 'fast-check';
import Papa from 'papaparse';
import { StrictValidationPipe } from '../../src/http/validation/validation.pipe.js';
import { IssueFilterQuery } from '../../src/issues/dto/list-issues.dto.js';
import { IssuesService } from '../../src/issues/issues.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import type { IssueBody } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';
import { addUser, createToken, withToken } from '../support/tokens.js';

const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['low', 'medium', 'high', 'critical'];
const LABELS = ['red', 'green', 'a,b'];
const NAMES = ['ann', 'bob', 'Cem, Oz'];

/** An issue as the model has it: usernames, undefined for nobody. */
interface Known {
  id: number;
  created_at: string;
  status: string;
  priority: string;
  assignee: string | undefined;
  creator: string | undefined;
  labels: readonly string[];
}

const issue = fc.record({
  status: fc.constantFrom(...STATUSES),
  priority: fc.constantFrom(...PRIORITIES),
  assignee: fc.constantFrom(undefined, ...NAMES),
  creator: fc.constantFrom(undefined, ...NAMES),
  labels: fc.subarray(LABELS),
});

/** How often a filter is tried; `MODEL_RUNS=200` is for releases. */
const RUNS = 2 * Number(process.env.MODEL_RUNS ?? 20);

describe('filters of the list against a model in memory', () => {
  let tracker: TestApp;
  let ids: ReadonlyMap<string, number>;
  let known: Known[];
  let client: ReturnType<typeof withToken>;

  beforeAll(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '0' });
    const users: [string, number][] = [];
    const clients = new Map<string | undefined, ReturnType<typeof withToken>>();
    for (const name of NAMES) {
      users.push([name, await addUser(tracker, name)]);
      clients.set(name, withToken(tracker, (await createToken(tracker, name, 'write')).token));
    }
    ids = new Map(users);
    client = clients.get('ann') ?? client;
    const create = async ({
      creator,
      assignee,
      labels,
      ...fields
    }: Omit<Known, 'id' | 'created_at'>) => {
      const assignee_id = assignee === undefined ? null : (ids.get(assignee) ?? null);
      const request = { title: 'One of many', ...fields, assignee_id, label_names: [...labels] };
      const by = clients.get(creator);
      // What an operator creates has no creator.
      if (!by) return (await tracker.app.get(IssuesService).create(request as never)).id;
      return ((await by.post('/issues').send(request).expect(201)).body as IssueBody).id;
    };
    const issues = fc.sample(issue, { numRuns: 45, seed: 20261129 });
    known = [];
    for (const one of issues) {
      const id = await create(one);
      const { body } = await client.get(`/issues/${String(id)}?fields=created_at`).expect(200);
      known.push({ ...one, id, created_at: body.created_at as string });
    }
    // A deleted issue is in no list.
    const { id } = known.pop() as Known;
    await client.delete(`/issues/${String(id)}?version=1`).expect(204);
  });
  afterAll(() => tracker.close());

  /** The username, or undefined for nobody, that a value of a filter means; null for no user at all. */
  const userOf = (value: string): string | undefined | null => {
    if (value.toLowerCase() === 'none') return undefined;
    if (value.toLowerCase() === 'me') return 'ann';
    const found = [...ids].find(
      ([name, id]) => String(id) === value || name.toLowerCase() === value.toLowerCase(),
    );
    return found?.[0] ?? null;
  };
  const isOneOf = (user: string | undefined, values: readonly string[]) =>
    values.some((value) => userOf(value) === user);
  const isIn = (value: string, values: readonly string[]) => values.includes(value);
  const has =
    ({ labels }: Known) =>
    (name: string) =>
      labels.includes(name.toLowerCase());

  /** What each filter means; all of them are tried. */
  const MEANING: Record<string, (one: Known, values: readonly string[]) => boolean> = {
    status: ({ status }, values) => isIn(status, values),
    status_not: ({ status }, values) => !isIn(status, values),
    priority: ({ priority }, values) => isIn(priority, values),
    priority_not: ({ priority }, values) => !isIn(priority, values),
    assignee_id: ({ assignee }, values) => isOneOf(assignee, values),
    assignee: ({ assignee }, values) => isOneOf(assignee, values),
    assignee_not: ({ assignee }, values) => !isOneOf(assignee, values),
    created_by: ({ creator }, values) => isOneOf(creator, values),
    label: (one, values) => values.every(has(one)),
    label_any: (one, values) => values.some(has(one)),
    label_not: (one, values) => !values.some(has(one)),
    created_after: ({ created_at }, [value = '']) => created_at > value,
  };

  const some = (...values: string[]) =>
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
  const users = fc.constantFrom('ann', 'BOB', 'cem, oz', 'me', 'none', 'nobody known', '1', '9');
  const userList = fc.uniqueArray(users, { minLength: 1, maxLength: 3 });
  const labels = some('red', 'GREEN', 'a,b', 'unknown');
  const filters = fc.record(
    {
      ...{ status: some(...STATUSES), status_not: some(...STATUSES) },
      ...{ priority: some(...PRIORITIES), priority_not: some(...PRIORITIES) },
      assignee_id: some('none', '1', '2', '3', '9'),
      ...{ assignee: userList, assignee_not: userList, created_by: userList },
      ...{ label: labels, label_any: labels, label_not: labels },
      created_after: fc.nat({ max: 43 }),
    },
    { requiredKeys: [] },
  );

  const sort = fc.constantFrom('-created_at', 'id');

  const queryOf = (given: Record<string, readonly string[]>, more: Record<string, string> = {}) =>
    new URLSearchParams([
      ...Object.entries(given).flatMap(([name, values]) =>
        values.map((value): [string, string] => [name, value]),
      ),
      ...Object.entries(more),
    ]).toString();

  const matching = (given: Record<string, readonly string[]>): number[] =>
    known
      .filter((one) =>
        Object.entries(given).every(([name, values]) => MEANING[name]?.(one, values)),
      )
      .sort((a, b) => b.created_at.localeCompare(a.created_at) || b.id - a.id)
      .map(({ id }) => id);

  async function expectFound(
    given: Record<string, readonly string[]>,
    sort = '-created_at',
  ): Promise<void> {
    const expected = matching(given);
    const found: number[] = [];
    let more: Record<string, string> = { sort };
    for (;;) {
      const query = queryOf(given, { page_size: '25', fields: 'id', ...more });
      const { body } = await client.get(`/issues?${query}`).expect(200);
      expect([query, body.total]).toEqual([query, expected.length]);
      found.push(...(body.items as IssueBody[]).map(({ id }) => id));
      if (body.next_cursor === null) break;
      more = { sort, cursor: body.next_cursor as string };
    }
    const ordered = sort === 'id' ? [...expected].sort((a, b) => a - b) : expected;
    expect([given, found]).toEqual([given, ordered]);
    const { text } = await client.get(`/issues/export?${queryOf(given, { fields: 'id' })}`);
    const { data } = Papa.parse<{ id: string }>(text, { header: true, skipEmptyLines: true });
    expect([given, data.map(({ id }) => Number(id))]).toEqual([given, expected]);
  }

  it('Every combination of filters finds in lists, totals and exports what a model in memory does', async () => {
    const tried = new Set<string>();
    await fc.assert(
      fc.asyncProperty(filters, sort, async ({ created_after, ...given }, order) => {
        const after = created_after === undefined ? undefined : known[created_after]?.created_at;
        const all = { ...given, ...(after === undefined ? {} : { created_after: [after] }) };
        for (const name of Object.keys(all)) tried.add(name);
        await expectFound(all, order);
      }),
      { numRuns: RUNS, seed: 20261129, endOnFailure: true },
    );
    expect([...tried].sort()).toEqual(Object.keys(MEANING).sort());
  }, 3_600_000);

  it('Each filter by itself finds in lists, totals and exports what a model in memory does', async () => {
    await expectFound({ status_not: ['closed', 'open'] });
    await expectFound({ status: ['open', 'closed'], status_not: ['closed'] });
    await expectFound({ status: ['open'], status_not: ['open'] });
    await expectFound({ priority_not: PRIORITIES });
    for (const user of ['ann', 'BOB', 'me', 'none', 'nobody known', '1', '9']) {
      await expectFound({ assignee: [user] });
      await expectFound({ assignee_not: [user] });
      await expectFound({ created_by: [user] });
      await expectFound({ assignee: [user], label: ['red'], status: ['open'] });
    }
    await expectFound({ label_any: ['red', 'GREEN'] });
    await expectFound({ label_not: ['red', 'unknown'] });
  });

  it('Several assignees are sent repeated or comma-separated', async () => {
    const { body: repeated } = await client.get('/issues?assignee_id=1&assignee_id=none');
    const { body: listed } = await client.get('/issues?assignee_id=1,none');
    expect(listed).toEqual(repeated);
    expect(listed.total).toBe(matching({ assignee_id: ['1', 'none'] }).length);
  });

  it('The imported issues of a token are created by its user', async () => {
    const file = Buffer.from('title\nImported\n');
    await client.post('/issues/import').attach('file', file, 'a.csv').expect(200);
    const { body } = await client.get('/issues?created_by=me&q=imported').expect(200);
    expect(body.total).toBe(1);
    expect((await client.get('/issues?created_by=bob&q=imported')).body.total).toBe(0);
  });
});

describe('parameters of the filters', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  it.each([
    ['status_not', 'done'],
    ['status_not', ''],
    ['priority_not', 'open'],
    ['assignee_id', 'alice'],
    ['assignee_id', '1,'],
    ['assignee', ''],
    ['assignee', '0'],
    ['assignee', '2147483648'],
    ['assignee', 'x'.repeat(201)],
    ['assignee', 'a\u0000'],
    ['assignee', 'me'],
    ['assignee_not', 'ME'],
    ['created_by', 'me'],
    ['label_any', ''],
    ['label_not', 'x'.repeat(101)],
  ])('The parameter %s is refused and named when it is %j', async (name, value) => {
    for (const path of ['/issues', '/issues/export']) {
      const query = new URLSearchParams([[name, value]]).toString();
      const response = await tracker.http.get(`${path}?${query}`);
      expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: name });
    }
  });

  it.each(['assignee_id', 'assignee', 'assignee_not', 'created_by', 'label_any', 'label_not'])(
    'The parameter %s takes 100 values and refuses 101',
    async (name) => {
      const query = (count: number) =>
        Array.from({ length: count }, (_, index) => `${name}=${String(index + 1)}`).join('&');
      await tracker.http.get(`/issues?${query(100)}`).expect(200);
      const refused = await tracker.http.get(`/issues?${query(101)}`);
      expectProblem(refused, 422, 'VALIDATION_FAILED', { parameter: name });
    },
  );
});

describe('filters as an object of JSON', () => {
  it('The class of the filters takes lists, single values and numbers in an object', async () => {
    const filter = { status: 'open', assignee_id: [1, 'none'], assignee: 'ann', label: ['red'] };
    const validated = await new StrictValidationPipe().transform(filter, {
      type: 'body',
      metatype: IssueFilterQuery,
    });
    expect(validated).toEqual({
      ...{ status: ['open'], assignee_id: ['1', 'none'], assignee: ['ann'], label: ['red'] },
    });
  });
});
