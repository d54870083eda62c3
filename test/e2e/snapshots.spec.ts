/** @workers what one process writes another one reads */
import { setTimeout as sleep } from 'node:timers/promises';
import Papa from 'papaparse';
import { CommentsRepository } from '../../src/comments/comments.repository.js';
import { IssueWritesRepository } from '../../src/issues/issue-writes.repository.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, type IssueBody } from '../support/factories.js';

const WRITES = 20;

/** Milliseconds in which others run. */
const ROOM_MS = 4;

/** Makes room before a step for others to run: SQLite's driver would finish in one turn. */
function slow<K extends string>(
  target: Record<K, (...parameters: never[]) => Promise<unknown>>,
  step: K,
): void {
  const original = target[step].bind(target) as (...parameters: unknown[]) => Promise<unknown>;
  const slowed = async (...parameters: unknown[]) => {
    await sleep(ROOM_MS);
    return original(...parameters);
  };
  Object.assign(target, { [step]: slowed });
}

describe('readers beside writers', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
    const writes = tracker.app.get(IssueWritesRepository);
    slow(writes, 'insertLabels');
    slow(writes, 'updateStatus');
    slow(tracker.app.get(CommentsRepository), 'insert');
  });
  afterAll(() => tracker.close());

  /** Reads again and again until `writing` has ended; what was read. */
  const readDuring = async (path: string, writing: Promise<unknown>): Promise<unknown[]> => {
    const seen: unknown[] = [];
    const state = { writing: true };
    const ended = writing.finally(() => {
      state.writing = false;
    });
    while (state.writing) {
      const answers = await Promise.all([1, 2, 3].map(() => tracker.http.get(path).expect(200)));
      seen.push(...answers.map(({ body }) => body as unknown));
    }
    await ended;
    return seen;
  };

  it('always see the labels that belong to the version', async () => {
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

  it('always see a bulk call as a whole', async () => {
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

  it('always see as many comments as are counted', async () => {
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

describe('a CSV export beside writers', () => {
  it('is one snapshot, whatever is written while it is read', async () => {
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
