import { gzipSync } from 'node:zlib';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('CSV import', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const upload = (content: string | Buffer, name = 'issues.csv') =>
    tracker.http.post('/issues/import').attach('file', Buffer.from(content as string), name);

  const newest = async () => (await tracker.http.get('/issues?page_size=1')).body.items[0];

  it('An import stores the valid rows and reports every error of the others', async () => {
    const user = await createUser(tracker);
    const response = await upload(
      [
        'Title,status,PRIORITY,assignee_id,extra',
        `First,OPEN,High,${String(user)},x`,
        ',done,low,,',
        `${'x'.repeat(501)},,,4711,`,
        'Last,,,,',
      ].join('\n'),
    );
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      total_rows: 4,
      successful: 2,
      created: 2,
      updated: 0,
      failed: 2,
      errors: [
        {
          row_number: 3,
          errors: [
            'title: is required',
            'status: must be one of open, in_progress, resolved, closed, not "done"',
          ],
        },
        {
          row_number: 4,
          errors: [
            `title: must have at most 500 characters, not "${'x'.repeat(40)}…"`,
            'assignee_id: no user 4711',
          ],
        },
      ],
      errors_truncated: false,
      ignored_columns: ['extra'],
      change_id: expect.any(Number),
    });
    const page = await tracker.http.get('/issues').expect(200);
    expect(page.body.items.map(({ title }: { title: string }) => title)).toEqual(['Last', 'First']);
  });

  it.each<[string, string | Buffer, object]>([
    ['a BOM and CRLF', '\ufefftitle,status\r\nWith BOM,open\r\n', { title: 'With BOM' }],
    ['semicolons', 'title;description\nSemi;a,b\n', { title: 'Semi', description: 'a,b' }],
    ['tabs', 'title\tdescription\nTab\ta,b;c\n', { title: 'Tab', description: 'a,b;c' }],
    [
      'quoted line breaks',
      'title,description\r\n"A ""quoted"" title","one\r\ntwo"\r\n',
      { title: 'A "quoted" title', description: 'one\r\ntwo' },
    ],
    ['emoji', 'title\n😀 مرحبا\n', { title: '😀 مرحبا' }],
  ])('A CSV file with %s is imported', async (_name, content, expected) => {
    const response = await upload(content);
    expect(response.body).toMatchObject({ total_rows: 1, successful: 1, errors: [] });
    expect(await newest()).toMatchObject(expected);
  });

  it('Bytes that are not UTF-8 are reported as an error of their row', async () => {
    const response = await upload(Buffer.from('title,description\ncaf\xe9,x\nfine,y\n', 'latin1'));
    expect(response.body).toMatchObject({
      successful: 1,
      errors: [{ row_number: 2, errors: ['title: is not valid UTF-8'] }],
    });
  });

  it('A NUL character is reported as an error of its row', async () => {
    const response = await upload('title\na\u0000b\n');
    expect(response.body).toMatchObject({ successful: 0, failed: 1 });
  });

  it('A CSV file without rows is accepted', async () => {
    expect((await upload('title\n')).body).toMatchObject({ total_rows: 0, successful: 0 });
  });

  it('An imported row with the status resolved gets a resolved_at', async () => {
    await upload('title,status\nDone,resolved\n');
    expect(await newest()).toMatchObject({ status: 'resolved', resolved_at: expect.any(String) });
  });

  it('A CSV file of several batches is imported completely', async () => {
    const rows = Array.from({ length: 1201 }, (_, index) => `Row ${String(index)}`);
    const response = await upload(['title', ...rows].join('\n'));
    expect(response.body).toMatchObject({ total_rows: 1201, successful: 1201 });
  });

  it('An import lists at most 1,000 invalid rows', async () => {
    const response = await upload(`title,status\n${'x,done\n'.repeat(1001)}`);
    expect(response.body).toMatchObject({ failed: 1001, errors_truncated: true });
    expect(response.body.errors).toHaveLength(1000);
  });

  it.each<[string, Buffer, RegExp]>([
    ['UTF-16', Buffer.from('\ufefftitle\nx\n', 'utf16le'), /UTF-8/],
    ['a spreadsheet workbook', Buffer.from('PK\u0003\u0004title\nx\n'), /save the sheet as CSV/],
    ['a compressed file', gzipSync('title\nx\n'), /unpack it/],
  ])('An upload of %s is refused with advice', async (_name, content, advice) => {
    const response = await tracker.http
      .post('/issues/import')
      .attach('file', content, 'issues.csv');
    expectProblem(response, 400, 'INVALID_CSV', { pointer: '/file' });
    expect(response.body.detail).toMatch(advice);
  });

  it('An upload that is not a CSV file with a title column is refused', async () => {
    expectProblem(await upload('name\nx\n'), 400, 'INVALID_CSV');
    expectProblem(await upload(''), 400, 'INVALID_CSV');
    expectProblem(await upload('title\nx\n', 'issues.txt'), 400, 'INVALID_CSV');
    expectProblem(await tracker.http.post('/issues/import'), 400, 'INVALID_CSV');
    const unnamed = tracker.http.post('/issues/import').field('file', 'title\nx\n');
    expectProblem(await unnamed, 400, 'INVALID_CSV', { pointer: '/file' });
    const other = tracker.http
      .post('/issues/import')
      .attach('other', Buffer.from('title'), 'a.csv');
    expectProblem(await other, 400, 'INVALID_CSV');
  });
});
