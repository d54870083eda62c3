import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser, type IssueBody } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures', name));

interface Expected {
  ignored: string[];
  errors: unknown[];
  issues: unknown[];
}

const labels = (...names: string[]) => names.map((name) => ({ name }));

/** What each file becomes; users 1 and 2 are ann and bob. */
const FORMATS: Record<string, Expected> = {
  github: {
    ignored: ['statereason'],
    errors: [{ row_number: 4, errors: ['assignee: no user ghost'] }],
    issues: [
      {
        title: 'Crash on start',
        description: 'Stack trace:\nline 1\n\nAlso assigned: bob',
        ...{ status: 'open', priority: 'medium', assignee_id: 1, resolved_at: null },
        labels: labels('bug', 'help wanted'),
        created_at: '2026-01-02T03:04:05.000Z',
        external_id: { source: 'github', id: 'octo/app#12' },
      },
      {
        ...{ title: 'Docs, please', status: 'closed', assignee_id: null, labels: labels('docs') },
        resolved_at: '2026-01-05T10:00:00.000Z',
        external_id: { source: 'github', id: 'octo/app#13' },
      },
    ],
  },
  gitlab: {
    ignored: [
      ...['author', 'author username', 'assignee', 'confidential', 'locked', 'due date'],
      ...['updated at (utc)', 'milestone', 'weight', 'time estimate', 'time spent'],
    ],
    errors: [],
    issues: [
      {
        ...{ title: 'Pipeline is red', description: 'It fails', status: 'open', assignee_id: 2 },
        labels: labels('ci', 'priority::high'),
        created_at: '2026-02-01T08:00:00.000Z',
        external_id: { source: 'gitlab', id: 'group/app#5' },
      },
      {
        ...{ title: 'Old runner', status: 'closed', resolved_at: '2026-02-03T09:00:00.000Z' },
        external_id: { source: 'gitlab', id: 'group/app#6' },
      },
    ],
  },
  jira: {
    ignored: [...['issue id', 'issue type', 'project key', 'resolution', 'reporter', 'updated']],
    errors: [
      {
        row_number: 4,
        errors: [
          expect.stringMatching(/^status: .*not "Somewhere"$/),
          expect.stringMatching(/^priority: .*not "Pink"$/),
          expect.stringMatching(/^created_at: .*not "some day"$/),
        ],
      },
    ],
    issues: [
      {
        title: 'Login is slow',
        description:
          'Takes a minute\n\nComment: 05/Jan/26 1:00 PM;bob;Seen\n\nComment: 06/Jan/26 1:00 PM;ann;Me too',
        ...{ status: 'in_progress', priority: 'critical', assignee_id: 1 },
        labels: labels('login', 'slow'),
        created_at: '2026-01-02T03:04:00.000Z',
        external_id: { source: 'jira', id: 'ACME-1' },
      },
      {
        ...{ title: 'Logout fails', status: 'resolved', priority: 'low', labels: labels('slow') },
        created_at: '2026-01-02T15:04:00.000Z',
        resolved_at: '2026-01-04T00:30:00.000Z',
        external_id: { source: 'jira', id: 'ACME-2' },
      },
    ],
  },
  linear: {
    ignored: [
      ...['team', 'estimate', 'project id', 'project', 'creator', 'cycle number', 'cycle name'],
      ...['cycle start', 'cycle end', 'updated', 'started', 'triaged', 'canceled', 'archived'],
      ...['due date', 'parent issue', 'initiatives', 'project milestone id', 'project milestone'],
      ...['sla status', 'roadmaps'],
    ],
    errors: [],
    issues: [
      {
        ...{ title: 'Faster search', status: 'in_progress', priority: 'critical', assignee_id: 1 },
        labels: labels('Feature', 'Search'),
        created_at: '2026-03-01T08:00:00.000Z',
        external_id: { source: 'linear', id: 'ENG-1' },
      },
      {
        ...{ title: 'Old menu', status: 'resolved', priority: 'medium', assignee_id: null },
        created_at: '2026-03-03T08:00:00.000Z',
        resolved_at: '2026-03-04T08:30:00.000Z',
        external_id: { source: 'linear', id: 'ENG-2' },
      },
    ],
  },
  redmine: {
    ignored: ['project', 'tracker', 'parent task', 'author', 'updated', 'category'],
    errors: [
      {
        row_number: 4,
        errors: [
          expect.stringMatching(/^created_at: .*not "27\/03\/2026 15:40"$/),
          'assignee: no user Eve Hill',
        ],
      },
    ],
    issues: [
      {
        ...{ title: 'Printer jams', description: 'Often; always\non Mondays', status: 'open' },
        ...{ priority: 'critical', assignee_id: 1, created_at: '2026-03-27T15:40:00.000Z' },
        external_id: { source: 'redmine', id: '101' },
      },
      {
        ...{ title: 'Blue buttons', status: 'closed', priority: 'medium' },
        resolved_at: '2026-04-02T10:00:00.000Z',
        external_id: { source: 'redmine', id: '102' },
      },
    ],
  },
};

describe('CSV that other trackers export', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    for (const username of ['ann', 'bob']) await createUser(tracker, { username });
  });
  afterAll(() => tracker.close());

  const upload = (content: string | Buffer, query: string) =>
    tracker.http.post(`/issues/import?${query}`).attach('file', Buffer.from(content), 'issues.csv');

  const listed = async (query: string) =>
    (await tracker.http.get(`/issues?sort=id&page_size=100&${query}`).expect(200)).body
      .items as IssueBody[];

  it.each(Object.entries(FORMATS))(
    'A file of %s becomes issues, what it has besides is reported, and again it creates nothing',
    async (format, { ignored, errors, issues }) => {
      const file = fixture(`${format}-issues.csv`);
      const counts = { total_rows: issues.length + errors.length, failed: errors.length };
      const query = `format=${format}`;
      const dry = await upload(file, `${query}&dry_run=true`).expect(200);
      const { body } = await upload(file, query).expect(200);
      expect(body).toMatchObject({
        ...{ ...counts, successful: issues.length, created: issues.length, updated: 0 },
        ...{ errors, ignored_columns: ignored },
      });
      expect(dry.body).toMatchObject({ ...body, change_id: null });
      expect(dry.body.changes).not.toEqual([]);
      const stored = await listed(`external_source=${format}`);
      expect(stored).toMatchObject(issues);
      for (const onExisting of ['skip', 'update']) {
        const again = await upload(file, `${query}&on_existing=${onExisting}`).expect(200);
        expect(again.body).toMatchObject({ ...counts, created: 0, updated: 0, errors });
      }
      expect(await listed(`external_source=${format}`)).toEqual(stored);
    },
  );

  it('A file without the column of the title in its format is refused, and an unknown format too', async () => {
    expectProblem(await upload('title\nx\n', 'format=jira'), 400, 'INVALID_CSV');
    const unknown = await upload('title\nx\n', 'format=trello');
    expectProblem(unknown, 422, 'VALIDATION_FAILED', { parameter: 'format' });
    const existing = await upload('title\nx\n', 'on_existing=replace');
    expectProblem(existing, 422, 'VALIDATION_FAILED', { parameter: 'on_existing' });
  });
});

describe('import with external ids', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp({ CONCURRENT_IMPORTS: '10', CONCURRENT_PER_CLIENT: '10' });
  });
  afterEach(() => tracker.close());

  const HEADER = 'title,status,labels,external_source,external_id\n';

  const upload = async (rows: string, query = '') =>
    (
      await tracker.http
        .post(`/issues/import?${query}`)
        .attach('file', Buffer.from(HEADER + rows), 'issues.csv')
        .expect(200)
    ).body;

  const listed = async () =>
    (await tracker.http.get('/issues?sort=id').expect(200)).body.items as IssueBody[];

  it('A row whose external id exists is an error by default, is skipped, or updates the issue once', async () => {
    const rows = 'One,open,bug,CRM,1\nTwo,,,crm,2\nFree,,,,\n';
    expect(await upload(rows)).toMatchObject({ created: 3, failed: 0 });
    const before = await listed();
    expect(await upload(rows)).toMatchObject({
      ...{ successful: 1, created: 1, failed: 2 },
      errors: [
        { row_number: 2, errors: ['external_id: issue 1 has it already'] },
        { row_number: 3, errors: ['external_id: issue 2 has it already'] },
      ],
    });
    const changed = 'First,resolved,"bug;new",crm,1\nTwo,,,crm,2\nThree,,,crm,3\n';
    expect(await upload(changed, 'on_existing=skip')).toMatchObject({ created: 1, updated: 0 });
    expect((await listed()).slice(0, 2)).toEqual(before.slice(0, 2));
    const report = { successful: 3, created: 0, updated: 1, failed: 0 };
    const dry = await upload(changed, 'on_existing=update&dry_run=true');
    expect(dry).toMatchObject(report);
    expect(await upload(changed, 'on_existing=update')).toMatchObject(report);
    const [one, two] = await listed();
    expect(one).toMatchObject({
      ...{ version: 2, title: 'First', status: 'resolved', resolved_at: expect.any(String) },
      labels: [{ name: 'bug' }, { name: 'new' }],
    });
    expect(two).toEqual(before[1]);
  });

  it('A later row of a file finds the issue that an earlier one has created', async () => {
    const rows = 'One,,,crm,1\nOther,,,crm,2\nOne again,,,crm,1\n';
    const { errors } = await upload(rows);
    expect(errors).toEqual([{ row_number: 4, errors: ['external_id: issue 1 has it already'] }]);
    expect(await upload(rows, 'on_existing=update')).toMatchObject({ created: 0, updated: 1 });
    expect((await listed())[0]).toMatchObject({ title: 'One again' });
  });

  it('Half an external id is an error of its row', async () => {
    const { errors } = await upload('One,,,crm,\nTwo,,,,2\nThree,,,a b,3\n');
    const half = 'external_id: needs external_source, and that needs it';
    expect(errors).toEqual([
      { row_number: 2, errors: [half] },
      { row_number: 3, errors: [half] },
      { row_number: 4, errors: [expect.stringContaining('external_source: ')] },
    ]);
  });

  it('An atomic import with an external id that exists stores nothing, or with on_existing everything', async () => {
    await upload('One,,,crm,1\n');
    const rows = 'Zero,,,crm,0\nOne,,,crm,1\n';
    expect(await upload(rows, 'atomic=true')).toMatchObject({
      successful: 0,
      created: 0,
      failed: 2,
    });
    const twice = 'A,,,crm,a\nB,,,crm,a\n';
    expect(await upload(twice, 'atomic=true')).toMatchObject({ successful: 0, failed: 2 });
    expect(await listed()).toHaveLength(1);
    expect(await upload(rows, 'atomic=true&on_existing=skip')).toMatchObject({ created: 1 });
    expect(await listed()).toHaveLength(2);
  });

  it('Concurrent imports and PUTs of the same external ids make one issue of each', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `Row,,bug,crm,${String(index)}\n`);
    const imports = [rows, [...rows].reverse(), rows, [...rows].reverse()].map((lines) =>
      upload(lines.join(''), 'on_existing=skip'),
    );
    const puts = [0, 7, 29].map((id) =>
      tracker.http.put(`/issues/external/crm/${String(id)}`).send({ title: 'Row' }),
    );
    const reports = await Promise.all(imports);
    for (const { status } of await Promise.all(puts)) expect([200, 201]).toContain(status);
    for (const report of reports) expect(report).toMatchObject({ successful: 30, failed: 0 });
    const { body } = await tracker.http.get('/issues?page_size=100').expect(200);
    expect(body.total).toBe(30);
  });

  it('An export has external ids when it is asked for them, and can be imported elsewhere', async () => {
    await upload('One,,,crm,1\nFree,,,,\n');
    const path = '/issues/export?sort=id&fields=title,external_source,external_id';
    const { text } = await tracker.http.get(path).expect(200);
    expect(text).toBe('title,external_source,external_id\r\nOne,crm,1\r\nFree,,\r\n');
  });
});
