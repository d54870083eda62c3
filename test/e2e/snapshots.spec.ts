/** @workers one process reads what another one writes */
import { setTimeout as sleep } from 'node:timers/promises';
import Papa from 'papaparse';
import { CommentsRepository } from '../../src/comments/comments.repository.js';
import { IssueWritesRepository } from '../../src/issues/issue-writes.repository.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, type IssueBody } from '../support/factories.js';

const WRITES = 20;

/** In this time other requests are handled. */
const DELAY_MS = 4;

/** Delays a step, so that others run before it: SQLite's driver would finish in one turn. */
function delay<K extends string>(
  target: Record<K, (...parameters: never[]) => Promise<unknown>>,
  step: K,
): void {
  const original = target[step].bind(target) as (...parameters: unknown[]) => Promise<unknown>;
  const delayed = async (...parameters: unknown[]) => {
    await sleep(DELAY_MS);
    return original(...parameters);
  };
  Object.assign(target, { [step]: delayed });
}

describe('reads during writes', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    const writes = tracker.app.get(IssueWritesRepository);
    delay(writes, 'insertLabels');
    delay(writes, 'updateAll');
    delay(tracker.app.get(CommentsRepository), 'insert');
  });
  afterAll(() => tracker.close());

  /** Reads repeatedly until `writing` has ended, and returns what was read. */
  const readDuring = async (path: string, writing: Promise<unknown>): Promise<unknown[]> => {
    const seen: unknown[] = [];
    const state = { writing: true };
    const ended = writing.finally(() => {
      state.writing = false;
    });
    while (state.writing) {
      const responses = await Promise.all([1, 2, 3].map(() => tracker.http.get(path).expect(200)));
      seen.push(...responses.map(({ body }) => body as unknown));
    }
    await ended;
    return seen;
  };

  it('A read during writes has the labels that belong to its version', async () => {
    const { id } = await createIssue(tracker);
    const sets = [
      ['a1', 'a2', 'a3'],
      ['b1', 'b2', 'b3', 'b4'],
    ];
    const write = async () => {
      for (let index = 0; index < WRITES; index += 1) {
        await tracker.http
          .put(`/issues/${String(id)}/labels`)
          .send({ label_names: sets[index % 2] })
          .expect(200);
      }
    };
    const seen = (await readDuring(`/issues/${String(id)}`, write())) as IssueBody[];
    expect(new Set(seen.map(({ version }) => version)).size).toBeGreaterThan(3);
    for (const { version, labels } of seen) {
      expect(labels.map(({ name }) => name)).toEqual(version === 1 ? [] : sets[version % 2]);
    }
  });

  it('A read during bulk changes sees all of a bulk change or nothing', async () => {
    const ids = await createIssues(tracker, 60);
    const statuses = ['resolved', 'open', 'closed', 'in_progress'];
    const write = async () => {
      for (let index = 0; index < WRITES; index += 1) {
        await tracker.http
          .post('/issues/bulk-status')
          .send({ issue_ids: ids, status: statuses[index % 4] })
          .expect(200);
      }
    };
    const pages = await readDuring('/issues?page_size=60', write());
    expect(pages.length).toBeGreaterThan(3);
    for (const { items } of pages as { items: IssueBody[] }[]) {
      expect(items.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
      expect(new Set(items.map(({ status, version }) => `${status} ${String(version)}`)).size).toBe(
        1,
      );
    }
  });

  it('A read during writes has as many comments as comments_count says', async () => {
    const { id } = await createIssue(tracker);
    const author_id = await createUser(tracker);
    const write = async () => {
      for (let index = 0; index < WRITES; index += 1) {
        await tracker.http
          .post(`/issues/${String(id)}/comments`)
          .send({ body: 'Another', author_id })
          .expect(201);
      }
    };
    const seen = await readDuring(`/issues/${String(id)}`, write());
    for (const { comments_count, comments } of seen as (IssueBody & { comments: unknown[] })[]) {
      expect(comments).toHaveLength(comments_count);
    }
    expect(seen.length).toBeGreaterThan(3);
  });
});

describe('CSV export during writes', () => {
  it('A CSV export is one snapshot, whatever is written while it is read', async () => {
    const tracker = await createTestApp();
    try {
      const csv = Array.from(
        { length: 6_000 },
        (_, row) => `Row ${String(row)},${'x'.repeat(900)}`,
      );
      await tracker.http
        .post('/issues/import')
        .attach('file', Buffer.from(['title,description', ...csv].join('\n')), 'issues.csv')
        .expect(200);
      const response = await fetch(`${tracker.url}/issues/export?sort=id`);
      const reader = response.body?.getReader();
      const first = await reader?.read();
      const ids = (await tracker.http.get('/issues?sort=-id&page_size=100')).body.items as {
        id: number;
      }[];
      await tracker.http
        .post('/issues/bulk-status')
        .send({ issue_ids: ids.map(({ id }) => id), status: 'closed' })
        .expect(200);
      await createIssue(tracker, { title: 'Too late' });
      const pieces = [first?.value ?? new Uint8Array()];
      for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
        pieces.push(next.value);
      }
      const text = Buffer.concat(pieces).toString();
      const { data } = Papa.parse<{ status: string }>(text, { header: true, skipEmptyLines: true });
      expect(data).toHaveLength(6_000);
      expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['open']));
    } finally {
      await tracker.close();
    }
  });
});
