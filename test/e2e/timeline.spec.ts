import type { Response } from 'supertest';
import { writeCursor } from '../../src/common/cursor.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface Entry {
  id: number;
  event_type: string;
  details: Record<string, unknown>;
}

/** The longest description, of the characters that take the most bytes in JSON. */
const LONGEST = '\u0001'.repeat(100_000);

describe('timeline', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const pathOf = (id: number) => `/issues/${String(id)}/timeline`;

  const describeAs = (id: number, version: number, description: string) =>
    tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version, description })
      .expect(200);

  const createWithChanges = async (changes: number): Promise<number> => {
    const { id } = await createIssue(tracker);
    for (let version = 1; version <= changes; version += 1) {
      await describeAs(id, version, `text ${String(version)}`);
    }
    return id;
  };

  it('A timeline has pages by cursor, which the Link header leads to', async () => {
    const id = await createWithChanges(4);
    const all = (await tracker.http.get(pathOf(id)).expect(200)).body as Entry[];
    expect(all).toHaveLength(5);
    expect(all.map(({ id: event }) => event)).toEqual(
      all.map(({ id: event }) => event).sort((a, b) => a - b),
    );
    const get = async (path: string) => {
      const { body, headers } = await tracker.http.get(path).expect(200);
      return { entries: body as Entry[], link: headers.link };
    };
    const pages: Entry[] = [];
    let next: string | undefined = `${pathOf(id)}?page_size=2`;
    while (next !== undefined) {
      const { entries, link } = await get(next);
      expect(entries.length).toBeLessThanOrEqual(2);
      pages.push(...entries);
      next = /^<([^>]+)>; rel="next"$/.exec(link ?? '')?.[1];
      expect(link === undefined).toBe(next === undefined);
    }
    expect(pages).toEqual(all);
  });

  it('A page of a timeline has 100 entries unless the request names another page_size', async () => {
    const id = await createWithChanges(100);
    const { body, headers } = await tracker.http.get(pathOf(id)).expect(200);
    expect(body).toHaveLength(100);
    expect(headers.link).toContain('rel="next"');
    const whole = await tracker.http.get(`${pathOf(id)}?page_size=1000`).expect(200);
    expect(whole.body).toHaveLength(101);
    expect(whole.headers.link).toBeUndefined();
  });

  it('A long text in a timeline is cut and marked, and whole in its own entry', async () => {
    const { id } = await createIssue(tracker);
    const exact = '😀'.repeat(1_000);
    await describeAs(id, 1, exact);
    await describeAs(id, 2, `${exact}!`);
    const entries = (await tracker.http.get(pathOf(id)).expect(200)).body as Entry[];
    expect(entries[1]?.details).toEqual({ field: 'description', from: null, to: exact });
    expect(entries[2]?.details).toEqual({
      field: 'description',
      from: exact,
      to: exact,
      truncated: true,
    });
    const one = await tracker.http.get(`${pathOf(id)}/${String(entries[2]?.id)}`).expect(200);
    expect(one.body).toEqual({
      ...entries[2],
      details: { field: 'description', from: exact, to: `${exact}!` },
    });
  });

  it('A long comment is cut in the timeline', async () => {
    const author_id = await createUser(tracker);
    const { id } = await createIssue(tracker);
    await tracker.http
      .post(`/issues/${String(id)}/comments`)
      .send({ body: 'c'.repeat(1_001), author_id })
      .expect(201);
    const [, added] = (await tracker.http.get(pathOf(id)).expect(200)).body as Entry[];
    expect(added?.details).toMatchObject({ body: 'c'.repeat(1_000), truncated: true });
  });

  it('The size of a timeline does not depend on the length of the texts', async () => {
    const { id } = await createIssue(tracker);
    for (let version = 1; version <= 20; version += 1) {
      await describeAs(id, version, `${LONGEST.slice(1)}${String(version % 10)}`);
    }
    const { text } = await tracker.http.get(pathOf(id)).expect(200);
    expect(Buffer.byteLength(text)).toBeLessThan(20 * 2 * 6_100);
    const stale = await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, title: 'Late' });
    expect(expectProblem(stale, 409, 'VERSION_CONFLICT').changed_fields).toEqual(['description']);
  });

  it('A page of a timeline ends at 1 MB, and its link leads through the rest', async () => {
    const { id } = await createIssue(tracker);
    const details = JSON.stringify({ from: '\u0001'.repeat(1_000), to: '\u0001'.repeat(1_000) });
    await tamper(
      tracker.databaseUrl,
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200)
       INSERT INTO issue_events (issue_id, event_type, issue_version, details, created_at)
       SELECT ${String(id)}, 'updated', n, '${details}', '2026-01-01T00:00:00.000Z' FROM numbers`,
    );
    let found = 0;
    let pages = 0;
    let next: string | undefined = `${pathOf(id)}?page_size=1000`;
    while (next !== undefined) {
      const response: Response = await tracker.http.get(next).expect(200);
      const { body, text, headers } = response;
      expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024 + 20_000);
      found += (body as Entry[]).length;
      pages += 1;
      next = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
    }
    expect(found).toBe(201);
    expect(pages).toBe(3);
  });

  it('Long texts are in no row that a page of a timeline or a stale change reads', async () => {
    const { id } = await createIssue(tracker);
    await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, title: 'Other', description: LONGEST, status: 'resolved' })
      .expect(200);
    const entries = (await tracker.http.get(pathOf(id)).expect(200)).body as Entry[];
    expect(entries.map(({ event_type }) => event_type)).toEqual([
      'created',
      'updated',
      'updated',
      'status_changed',
    ]);
    const rows = await rowsOf(
      tracker.databaseUrl,
      `SELECT octet_length(event.details) AS bytes, octet_length(text.details) AS beside
       FROM issue_events event LEFT JOIN issue_event_texts text ON event_id = id
       WHERE issue_id = ${String(id)} ORDER BY id`,
    );
    expect(Math.max(...rows.map(({ bytes }) => bytes as number))).toBeLessThan(7_000);
    expect(rows.map(({ beside }) => Number(beside) > 500_000)).toEqual([false, false, true, false]);
  });

  it('An event that a server of the release before has added is cut in a page, and whole by itself', async () => {
    const { id } = await createIssue(tracker);
    const whole = { field: 'description', from: null, to: 'x'.repeat(2_000) };
    const cut = { ...whole, to: 'x'.repeat(1_000), truncated: true };
    const [added] = await rowsOf(
      tracker.databaseUrl,
      `INSERT INTO issue_events (issue_id, event_type, issue_version, details, preview, created_at)
       VALUES (${String(id)}, 'updated', 1, '${JSON.stringify(whole)}', '${JSON.stringify(cut)}',
         '2026-01-01T00:00:00.000Z') RETURNING id`,
    );
    const entries = (await tracker.http.get(pathOf(id)).expect(200)).body as Entry[];
    expect(entries.at(-1)?.details).toEqual(cut);
    const one = await tracker.http.get(`${pathOf(id)}/${String(added?.id)}`).expect(200);
    expect(one.body.details).toEqual(whole);
  });

  it('A purge removes the texts of the events of its issues', async () => {
    const { id } = await createIssue(tracker, { status: 'resolved' });
    await describeAs(id, 1, LONGEST);
    const texts = () =>
      rowsOf(
        tracker.databaseUrl,
        `SELECT event_id FROM issue_event_texts WHERE event_id IN
         (SELECT id FROM issue_events WHERE issue_id = ${String(id)})`,
      );
    expect(await texts()).toHaveLength(1);
    await tamper(
      tracker.databaseUrl,
      `UPDATE issues SET resolved_at = '2020-01-01T00:00:00.000Z' WHERE id = ${String(id)}`,
    );
    const [{ event_id }] = (await texts()) as [{ event_id: number }];
    const purge = { days: 90, dry_run: false };
    await tracker.http.post('/maintenance/cleanup/old-issues').send(purge).expect(200);
    const left = `SELECT event_id FROM issue_event_texts WHERE event_id = ${String(event_id)}`;
    expect(await rowsOf(tracker.databaseUrl, left)).toEqual([]);
  });

  it('A missing entry, an entry of another issue and one of a deleted issue are 404', async () => {
    const { id } = await createIssue(tracker);
    const other = await createIssue(tracker);
    const [{ id: event }] = (await tracker.http.get(pathOf(id))).body as [Entry];
    const path = `${pathOf(id)}/${String(event)}`;
    expectProblem(
      await tracker.http.get(`${pathOf(other.id)}/${String(event)}`),
      404,
      'EVENT_NOT_FOUND',
    );
    expectProblem(await tracker.http.get(`${pathOf(id)}/9007199254740991`), 404, 'EVENT_NOT_FOUND');
    await tracker.http.delete(`/issues/${String(id)}?version=1`).expect(204);
    expectProblem(await tracker.http.get(path), 404, 'ISSUE_NOT_FOUND');
  });

  it('Invalid pages and entries of a timeline are 422', async () => {
    const { id } = await createIssue(tracker);
    const forged = [
      writeCursor({ sort: 'timeline', filter: String(id), position: ['1'] }),
      writeCursor({ sort: 'timeline', filter: String(id), position: [2 ** 60] }),
      writeCursor({ sort: 'timeline', filter: String(id + 1), position: [1] }),
    ].map((cursor) => `?cursor=${cursor}`);
    const invalid = ['?page_size=0', '?page_size=1001', '?cursor=x', '?page=1', '/0', '/x'];
    for (const end of [...forged, ...invalid, '/9007199254740992']) {
      expectProblem(await tracker.http.get(pathOf(id) + end), 422, 'VALIDATION_FAILED');
    }
  });
});
