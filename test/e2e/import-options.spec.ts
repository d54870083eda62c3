import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('CSV import in detail', () => {
  let tracker: TestApp;

  beforeEach(async () => {
    tracker = await createTestApp();
  });
  afterEach(() => tracker.close());

  const upload = (content: string | Buffer, query = '') =>
    tracker.http
      .post(`/issues/import${query}`)
      .attach('file', Buffer.from(content as string), 'issues.csv');

  const total = async () => (await tracker.http.get('/issues')).body.total as number;
  const list = async () =>
    (await tracker.http.get('/issues?sort=id&page_size=100')).body.items as Record<
      string,
      unknown
    >[];

  const rows = (count: number, from = 0) =>
    Array.from({ length: count }, (_, row) => `Row ${String(from + row)}`);

  it('An import sets labels, created_at and resolved_at, and records the matching history', async () => {
    await tracker.http.post('/labels').send({ name: 'Bug', color: '#ff0000' });
    const response = await upload(
      [
        'title,status,labels,created_at,resolved_at',
        'Old,resolved,bug;new one,2020-01-01T00:00:00Z,2020-02-01T12:00:00.500Z',
        'Closed,closed,BUG,2021-01-01,',
        'Still open,open,,2022-03-04T05:06:07Z,',
        'Undated,resolved,,,',
      ].join('\n'),
    ).expect(200);
    expect(response.body).toMatchObject({ successful: 4, errors: [], ignored_columns: [] });
    const [old, closed, open, undated] = await list();
    expect(old).toMatchObject({
      version: 1,
      created_at: '2020-01-01T00:00:00.000Z',
      resolved_at: '2020-02-01T12:00:00.500Z',
      labels: [{ name: 'Bug', color: '#ff0000' }, { name: 'new one' }],
    });
    expect(closed).toMatchObject({ created_at: '2021-01-01T00:00:00.000Z', resolved_at: null });
    expect(open).toMatchObject({ created_at: '2022-03-04T05:06:07.000Z', resolved_at: null });
    expect(undated?.resolved_at).toBe(undated?.created_at);
    const timeline = await tracker.http.get(`/issues/${String(old?.id)}/timeline`);
    expect(timeline.body).toMatchObject([
      { event_type: 'created', timestamp: '2020-01-01T00:00:00.000Z', details: { status: 'open' } },
      { event_type: 'label_added' },
      { event_type: 'label_added' },
      {
        event_type: 'status_changed',
        timestamp: '2020-02-01T12:00:00.500Z',
        details: { from: 'open', to: 'resolved' },
      },
    ]);
  });

  it('An import reports every error of a row with its column and value', async () => {
    const response = await upload(
      [
        'title,description,status,priority,assignee_id,labels,created_at,resolved_at',
        `,${'d'.repeat(100_001)},done,urgent,x,a;A,yesterday,2020-13-01`,
        'Reopened,,open,,,,2020-01-02,2020-01-03',
        'Backwards,,resolved,,,,2020-01-02,2020-01-01',
        'Tomorrow,,open,,99,,2999-01-01,',
        'Too,many,open,low,,,,,cells',
      ].join('\n'),
    ).expect(200);
    expect(response.body.errors).toEqual([
      {
        row_number: 2,
        errors: [
          'title: is required',
          `description: must have at most 100000 characters, not "${'d'.repeat(40)}…"`,
          'status: must be one of open, in_progress, resolved, closed, not "done"',
          'priority: must be one of low, medium, high, critical, not "urgent"',
          'assignee_id: must be a whole number from 1 to 2147483647, not "x"',
          'labels: must be distinct, regardless of case, not "a;A"',
          'created_at: must be a time such as 2026-11-23T07:25:48.123Z, not "yesterday"',
          'resolved_at: must be a time such as 2026-11-23T07:25:48.123Z, not "2020-13-01"',
        ],
      },
      { row_number: 3, errors: ['resolved_at: an issue that is open has none'] },
      { row_number: 4, errors: ['resolved_at: lies before created_at'] },
      { row_number: 5, errors: ['created_at: lies in the future', 'assignee_id: no user 99'] },
      { row_number: 6, errors: ['the row has 9 cells and the header 8'] },
    ]);
    expect(await total()).toBe(0);
    expect((await tracker.http.get('/labels')).body).toEqual([]);
  });

  it('An import has different errors for a deactivated and an unknown assignee', async () => {
    const user = await createUser(tracker);
    const path = `/users/${String(user)}`;
    await tracker.http.patch(path).send({ active: false }).expect(200);
    const csv = `title,assignee_id\nLeft,${String(user)}\nNever here,99\nNobody's,\n`;
    for (const query of ['?dry_run=true', '']) {
      const response = await upload(csv, query).expect(200);
      expect(response.body).toMatchObject({
        successful: 1,
        errors: [
          { row_number: 2, errors: [`assignee_id: user ${String(user)} is deactivated`] },
          { row_number: 3, errors: ['assignee_id: no user 99'] },
        ],
      });
    }
    await tracker.http.patch(path).send({ active: true }).expect(200);
    expect((await upload(csv)).body).toMatchObject({ successful: 2, failed: 1 });
  });

  it('An import reports misplaced and unclosed quotes', async () => {
    const open = await upload('title,description\nFine,x\n"Never closed,y\nSwallowed,z\n');
    expect(open.body).toMatchObject({
      total_rows: 2,
      successful: 1,
      errors: [{ row_number: 3, errors: [expect.stringContaining('opened and not closed')] }],
    });
    const behind = await upload('title,description\n"Quoted" more,"x"\nFine,y\n');
    expect(behind.body.errors).toEqual([
      { row_number: 2, errors: [expect.stringContaining('closing quote')] },
    ]);
  });

  it('A dry run reports the same as an import and stores nothing', async () => {
    const user = await createUser(tracker);
    const csv = `title,assignee_id,labels\nGood,${String(user)},new\nBad,99,\n,,\n`;
    const dry = await upload(csv, '?dry_run=true').expect(200);
    expect(await total()).toBe(0);
    expect((await tracker.http.get('/labels')).body).toEqual([]);
    const real = await upload(csv).expect(200);
    const { changes, more_changes, ...report } = dry.body;
    expect(real.body).toEqual({ ...report, change_id: expect.any(Number) as number });
    expect([changes.length, more_changes]).toEqual([5, 0]);
    expect(real.body).toMatchObject({ total_rows: 3, successful: 1, failed: 2 });
    for (const query of ['?dry_run=yes', '?atomic=1', '?dryrun=true']) {
      expectProblem(await upload(csv, query), 422, 'VALIDATION_FAILED');
    }
  });

  it('An atomic import stores all rows of a file or none', async () => {
    const good = ['title,labels', ...rows(1_203).map((title) => `${title},made`)];
    const refused = await upload([...good, ','].join('\n'), '?atomic=true').expect(200);
    expect(refused.body).toMatchObject({
      total_rows: 1_204,
      successful: 0,
      failed: 1_204,
      errors: [{ row_number: 1_205 }],
      errors_truncated: false,
    });
    expect(await total()).toBe(0);
    expect((await tracker.http.get('/labels')).body).toEqual([]);
    await upload(good.join('\n'), '?atomic=true').expect(200);
    expect(await total()).toBe(1_203);
  });

  it('A CSV record that never ends is an error of its row', async () => {
    const response = await upload(`title\nFirst\n"${'x'.repeat(5_000_000)}`).expect(200);
    expect(response.body).toMatchObject({
      total_rows: 2,
      successful: 1,
      errors: [{ row_number: 3, errors: [expect.stringContaining('more than 1 MB')] }],
    });
  });

  it('An import refuses other fields of the form', async () => {
    const response = await tracker.http
      .post('/issues/import')
      .field('dry_run', 'true')
      .attach('file', Buffer.from('title\nx\n'), 'issues.csv');
    expectProblem(response, 422, 'VALIDATION_FAILED', { pointer: '/dry_run' });
    expect(await total()).toBe(0);
  });

  it.each(['', '?atomic=true'])(
    'A field or a second file after the file is refused by /issues/import%s',
    async (query) => {
      const file = Buffer.from(['title', ...rows(1_000)].join('\n'));
      const send = () => tracker.http.post(`/issues/import${query}`).attach('file', file, 'a.csv');
      const field = await send().field('atomic', 'true');
      expectProblem(field, 422, 'VALIDATION_FAILED', { pointer: '/atomic' });
      const second = await send().attach('file', file, 'b.csv');
      expectProblem(second, 400, 'INVALID_CSV', { pointer: '/file' });
      const other = await send().attach('other', file, 'b.csv');
      expectProblem(other, 400, 'INVALID_CSV', { pointer: '/file' });
      expect(await total()).toBe(0);
    },
  );
});
