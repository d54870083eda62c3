import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { expectProblem } from '../support/problem.js';

/** More than the limit of a record. */
const LONG_RECORD_BYTES = 1_100_000;

describe('hostile CSV files', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const upload = (content: string, query = '') =>
    tracker.http
      .post(`/issues/import${query}`)
      .attach('file', Buffer.from(content, 'latin1'), 'issues.csv');

  const names = (count: number) =>
    Array.from({ length: count }, (_, index) => `c${index.toString(36)}`).join(',');

  it.each<[string, string]>([
    ['has 1,001 columns', `title,${names(1_000)}\nx\n`],
    ['has 60,000 columns', `title,${names(60_000)}\nx\n`],
    ['is longer than 64 kB', `title,${'x'.repeat(65_536)}\nx\n`],
    ['opens a quote and never closes it', `title,"description\nx,y\n`],
  ])('A header that %s is refused', async (_name, content) => {
    const response = await upload(content);
    expectProblem(response, 400, 'INVALID_CSV', { pointer: '/file' });
    expect(response.body.detail).toMatch(/header/);
  });

  it('A header of 1,000 columns is accepted', async () => {
    const response = await upload(`title,${names(999)}\nx\n`);
    expect(response.body).toMatchObject({ total_rows: 1, successful: 1 });
  });

  it('A row of a million cells is reported as an error of that row', async () => {
    const response = await upload(`title\n${','.repeat(1_000_000)}\nFine\n`);
    expect(response.body).toMatchObject({
      total_rows: 2,
      successful: 1,
      errors: [{ row_number: 2, errors: ['the row has 1000001 cells and the header 1'] }],
    });
  });

  it.each<[string, string]>([
    ['full of quotes', `x,"${'""'.repeat(LONG_RECORD_BYTES / 2)}"`],
    ['of text', `x,${'y'.repeat(LONG_RECORD_BYTES)}`],
    ['of many lines', `x,"${'y\n'.repeat(LONG_RECORD_BYTES / 2)}"`],
  ])('A record %s and of more than 1 MB is reported as an error of its row', async (_name, row) => {
    const response = await upload(`title,description\nBefore,\n${row}\nAfter,\n`);
    expect(response.body).toMatchObject({
      total_rows: 3,
      successful: 2,
      errors: [
        { row_number: 3, errors: [expect.stringMatching(/^the record has more than 1 MB/)] },
      ],
    });
  });

  it('Millions of blank lines are no record', async () => {
    const response = await upload(`title\nBefore\n${'\n'.repeat(9_000_000)}After\n`);
    expect(response.body).toMatchObject({ total_rows: 2, successful: 2 });
  });

  it('A cell of more labels than an issue may have is refused before it is split', async () => {
    const response = await upload(
      `title,labels\nx,${';'.repeat(500_000)}\ny,${names(101).replaceAll(',', ';')}\nz,${';'.repeat(100)}\n`,
    );
    expect(response.body).toMatchObject({
      successful: 1,
      errors: [
        { row_number: 2, errors: [expect.stringMatching(/^labels: must have at most \d+ char/)] },
        { row_number: 3, errors: [expect.stringMatching(/^labels: must have at most 100 entr/)] },
      ],
    });
  });

  it('Any number of new labels can be imported at once', async () => {
    const label = (row: number, index: number) => `${String(row)} ${String(index)}`;
    const row = (number: number) =>
      `x,${Array.from({ length: 100 }, (_, index) => label(number, index)).join(';')}`;
    const rows = Array.from({ length: 200 }, (_, number) => row(number));
    const response = await upload(['title,labels', ...rows].join('\n'), '?atomic=true');
    expect(response.body).toMatchObject({ total_rows: 200, successful: 200 });
    const { body } = await tracker.http.get('/issues?sort=-id&page_size=1').expect(200);
    expect(body.items[0].labels).toHaveLength(100);
  });
});
