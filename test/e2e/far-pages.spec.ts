import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import { rowsOf } from '../support/database-contents.js';

/** Further than what is read at once. */
const COUNT = 1_200;

interface Page {
  readonly items: readonly { readonly id: number }[];
  readonly total: number;
  readonly next_cursor: string | null;
}

describe('far pages', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    const rows = Array.from({ length: COUNT }, (_, index) =>
      [`Row ${String(index)}`, index % 2 ? 'open' : 'closed', index % 3 ? 'low' : 'high'].join(','),
    );
    const csv = ['title,status,priority', ...rows].join('\n');
    const sent = tracker.http.post('/issues/import');
    await sent.attach('file', Buffer.from(csv), 'issues.csv').expect(200);
    await tracker.http
      .put('/issues/1/labels')
      .send({ label_names: ['bug'] })
      .expect(200);
    await createUser(tracker);
  });
  afterAll(() => tracker.close());

  const page = async (query: string) =>
    (await tracker.http.get(`/issues?page_size=100${query}`).expect(200)).body as Page;

  it.each([
    '',
    '&status=open',
    '&status=open,closed&priority=low',
    '&label=bug',
    '&sort=id',
    '&q=row',
  ])('The last possible page of a list with "%s" is empty and has its total', async (query) => {
    const { items, total, next_cursor } = await page(`${query}&page=2147483647`);
    expect({ items, next_cursor }).toEqual({ items: [], next_cursor: null });
    expect(total).toBe((await page(query)).total);
  });

  it.each(['', '&status=open,closed', '&sort=id'])(
    'The pages of a list with "%s" are complete, however far they are',
    async (query) => {
      const ids: number[] = [];
      for (let number = 1; number <= 13; number += 1) {
        ids.push(...(await page(`${query}&page=${String(number)}`)).items.map(({ id }) => id));
      }
      const stored = await rowsOf(tracker.databaseUrl, 'SELECT id FROM issues');
      expect(ids.length).toBe(COUNT);
      expect([...ids].sort((a, b) => a - b)).toEqual(
        stored.map(({ id }) => Number(id)).sort((a, b) => a - b),
      );
    },
  );

  it('The last possible page of comments is empty', async () => {
    const { body } = await tracker.http.get('/issues/1/comments?page=2147483647').expect(200);
    expect(body).toMatchObject({ items: [], total: 0 });
  });
});
