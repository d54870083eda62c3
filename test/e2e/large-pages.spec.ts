import type { Response } from 'supertest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';

/** Of the longest text that an issue or a comment can have. */
const LONGEST = 100_000;
const COUNT = 60;

/** What a page may have, with the item that passes the limit. */
const MAX_BYTES = 1024 * 1024 + 2 * 6 * LONGEST;

interface Page {
  readonly items: readonly { readonly id: number }[];
  readonly total: number;
  readonly total_pages: number;
  readonly next_cursor: string | null;
}

describe('large pages', () => {
  let tracker: TestApp;
  let ids: number[];
  let discussed: number;

  beforeAll(async () => {
    tracker = await createTestApp();
    const author = await createUser(tracker);
    const { http } = tracker;
    ids = [];
    for (let index = 0; index < COUNT; index += 1) {
      const description = 'é'.repeat(LONGEST);
      const sent = http.post('/issues').send({ title: `Large ${String(index)}`, description });
      ids.unshift(((await sent.expect(201)).body as { id: number }).id);
    }
    discussed = ids[0] ?? 0;
    for (let index = 0; index < COUNT; index += 1) {
      const sent = http.post(`/issues/${String(discussed)}/comments`);
      await sent.send({ body: 'y'.repeat(LONGEST), author_id: author }).expect(201);
    }
  });
  afterAll(() => tracker.close());

  /** The items of all pages, each reached by the link of the one before. */
  async function follow(path: string): Promise<{ ids: number[]; pages: Page[] }> {
    const pages: Page[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const response: Response = await tracker.http.get(next).expect(200);
      expect(Buffer.byteLength(response.text)).toBeLessThan(MAX_BYTES);
      pages.push(response.body as Page);
      next = /<([^>]*)>; rel="next"/.exec(response.headers.link ?? '')?.[1];
    }
    return { ids: pages.flatMap(({ items }) => items.map(({ id }) => id)), pages };
  }

  it.each([
    ['an index', ''],
    ['a sort', '&sort=-priority,-created_at'],
    ['a search', '&q=large&sort=-created_at'],
  ])(
    'A page that is read from %s ends at 1 MB, and its link leads through the rest',
    async (_from, query) => {
      const { ids: found, pages } = await follow(`/issues?page_size=100${query}`);
      expect(found).toEqual(ids);
      expect(pages.length).toBeGreaterThan(4);
      expect(pages[0]).toMatchObject({ total: COUNT, total_pages: 1, page: 1, page_size: 100 });
      expect(pages.at(-1)?.next_cursor).toBeNull();
    },
  );

  it('A page by number begins where it would without the limit', async () => {
    const { body } = await tracker.http.get('/issues?page_size=30&page=2').expect(200);
    expect((body as Page).items[0]?.id).toBe(ids[30]);
    expect((body as Page).items.length).toBeLessThan(30);
    expect((body as Page).next_cursor).not.toBeNull();
    const { ids: found } = await follow('/issues?page_size=30&page=2');
    expect(found).toEqual(ids.slice(30));
  });

  it('A page that is small enough has links by number', async () => {
    const { headers, body } = await tracker.http.get('/issues?page_size=5').expect(200);
    expect((body as Page).items).toHaveLength(5);
    expect(headers.link).toContain('</issues?page_size=5&page=2>; rel="next"');
  });

  it('A page of comments and the comments within an issue end at 1 MB too', async () => {
    const path = `/issues/${String(discussed)}`;
    const { ids: found, pages } = await follow(`${path}/comments?page_size=100`);
    expect(new Set(found).size).toBe(COUNT);
    expect(pages.length).toBeGreaterThan(2);
    const { body, text } = await tracker.http.get(path).expect(200);
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
    const embedded = (body as { comments: { id: number }[] }).comments.map(({ id }) => id);
    expect(embedded.length).toBeGreaterThan(10);
    expect(embedded).toEqual(found.slice(0, embedded.length));
  });

  it('A text of characters that JSON escapes counts as it is sent', async () => {
    const description = '\u0001'.repeat(LONGEST);
    for (let index = 0; index < 8; index += 1) {
      await tracker.http.post('/issues').send({ title: 'Escaped', description }).expect(201);
    }
    const { ids: found } = await follow('/issues?page_size=8&q=escaped');
    expect(found).toHaveLength(8);
  });
});
