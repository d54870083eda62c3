import fc from 'fast-check';
import type { Test } from 'supertest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { createUser } from '../support/factories.js';
import { eventsOfChange, saidOf, shownOf } from '../support/previews.js';

const ISSUES = 5;

const word = fc.constantFrom('one', 'two', 'three');
const names = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 });
const index = fc.nat({ max: ISSUES - 1 });
const fields = fc.record(
  {
    title: word,
    description: fc.option(fc.constantFrom('short', 'long '.repeat(300))),
    status: fc.constantFrom('open', 'in_progress', 'resolved', 'closed'),
    priority: fc.constantFrom('low', 'medium', 'high', 'critical'),
    assigned: fc.boolean(),
  },
  { requiredKeys: [] },
);
const operation = fc.oneof(
  fc.record({ call: fc.constant('patch' as const), index, fields }),
  fc.record({ call: fc.constant('labels' as const), index, names }),
  fc.record({ call: fc.constant('comment' as const), index, body: word }),
  fc.record({ call: fc.constant('edit' as const), index, which: index, body: word }),
  fc.record({ call: fc.constant('uncomment' as const), index, which: index }),
  fc.record({ call: fc.constant('delete' as const), index }),
  fc.record({ call: fc.constant('restore' as const), index }),
  fc.record({ call: fc.constant('import' as const), title: word }),
  fc.record({
    call: fc.constant('bulk' as const),
    indexes: fc.uniqueArray(index, { minLength: 1 }),
    fields,
    names,
    removed: fc.constantFrom('v', 'w', 'z'),
    body: fc.option(word, { nil: undefined }),
    deletes: fc.constantFrom(false, false, true),
  }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** The issues by id, as they are stored, without versions and the times of changes. */
type State = Readonly<Record<string, unknown>>;

/** As the driver returns it. */
const DELETED = __DIALECT__ === 'sqlite' ? 1 : true;

describe('reverts in random histories', () => {
  let tracker: TestApp;
  let user: number;
  /** Each history begins without the labels of its names. */
  let histories = 0;

  beforeAll(async () => {
    tracker = await createTestApp();
    user = await createUser(tracker);
  });
  afterAll(() => tracker.close());

  const stateOf = async (from: number): Promise<State> => {
    const read = (statement: string) => rowsOf(tracker.databaseUrl, statement);
    const issues = await read(
      `SELECT id, title, description, status, priority, assignee_id, comments_count, resolved_at,
         deleted_at IS NOT NULL AS deleted FROM issues WHERE id >= ${String(from)}`,
    );
    const labels = await read(
      `SELECT issue_id, name FROM issue_labels JOIN labels ON labels.id = label_id ORDER BY name`,
    );
    const comments = await read(
      'SELECT id, issue_id, author_id, body, created_at FROM comments ORDER BY id',
    );
    const of = (id: unknown) => (row: Readonly<Record<string, unknown>>) => row.issue_id === id;
    return Object.fromEntries(
      issues.map((issue) => [
        String(issue.id),
        {
          ...issue,
          labels: labels.filter(of(issue.id)).map(({ name }) => name),
          comments: comments.filter(of(issue.id)),
        },
      ]),
    );
  };

  const labelNames = async () =>
    (await rowsOf(tracker.databaseUrl, 'SELECT name FROM labels ORDER BY name')).map(
      ({ name }) => name,
    );

  const labelled = (...names: string[]) => names.map((name) => `${name}${String(histories)}`);

  const toRequest = ({ assigned, ...given }: { assigned?: boolean }) =>
    assigned === undefined ? given : { ...given, assignee_id: assigned ? user : null };

  /** The request of an operation; undefined when there is nothing that it could be about. */
  async function requestOf(step: Operation, ids: readonly number[]): Promise<Test | undefined> {
    const { http } = tracker;
    const path = 'index' in step ? `/issues/${String(ids[step.index])}` : '/issues';
    const commentOf = async (which: number) => {
      const { body, ok } = await http.get(`${path}/comments`);
      const items = ok ? (body as { items: { id: number }[] }).items : [];
      const one = items[which % Math.max(1, items.length)];
      return one && `${path}/comments/${String(one.id)}`;
    };
    switch (step.call) {
      case 'patch':
        return http.patch(path).set('If-Match', '*').send(toRequest(step.fields));
      case 'labels':
        return http.put(`${path}/labels`).send({ label_names: labelled(...step.names) });
      case 'comment':
        return http.post(`${path}/comments`).send({ body: step.body, author_id: user });
      case 'edit': {
        const comment = await commentOf(step.which);
        return comment === undefined ? undefined : http.patch(comment).send({ body: step.body });
      }
      case 'uncomment': {
        const comment = await commentOf(step.which);
        return comment === undefined ? undefined : http.delete(comment);
      }
      case 'delete':
        return http.delete(path).set('If-Match', '*');
      case 'restore':
        return http.post(`${path}/restore`);
      case 'import': {
        const csv = `title,status,labels\n${step.title},resolved,${labelled('x').join()}\n${step.title},open,\n`;
        return http.post('/issues/import').attach('file', Buffer.from(csv), 'issues.csv');
      }
      case 'bulk':
        return http.post('/issues/bulk').send(bulkOf(step, ids));
    }
  }

  const bulkOf = (step: Extract<Operation, { call: 'bulk' }>, ids: readonly number[]) => ({
    items: step.indexes.map((one) => ({ id: ids[one] })),
    set: toRequest(step.fields),
    add_labels: labelled(...step.names.filter((name) => name !== step.removed)),
    remove_labels: labelled(step.removed),
    ...(step.body === undefined ? {} : { comment: { body: step.body, author_id: user } }),
    delete: step.deletes,
  });

  const eventsOf = (change: number) => eventsOfChange(tracker, change);

  const changeOf = ({ headers }: { headers: Record<string, unknown> }) =>
    headers['change-id'] === undefined ? undefined : Number(headers['change-id']);

  /** Sends the same request as a dry run and then really, and compares what they say. */
  async function rehearsed(path: string, body: object) {
    const { http } = tracker;
    const dry = await http.post(`${path}?dry_run=true`).send(body);
    const real = await http.post(path).send(body);
    expect(dry.status).toBe(real.status);
    if (!real.ok) return real;
    const change = changeOf(real);
    expect(saidOf(dry.body.changes as [])).toEqual(
      change === undefined ? [] : shownOf(await eventsOf(change)),
    );
    expect(dry.body.updated_count).toBe(real.body.updated_count);
    return real;
  }

  it('A revert restores what nobody has touched since, a revert of it the rest, and dry runs foretell both', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 3, maxLength: 12 }),
        fc.nat(),
        async (steps, choice) => {
          const ids: number[] = [];
          histories += 1;
          for (let made = 0; made < ISSUES; made += 1) {
            const label_names = made % 2 ? labelled('v', 'w') : [];
            const { body } = await tracker.http.post('/issues').send({ title: 'new', label_names });
            ids.push(body.id as number);
          }
          const [from = 0] = ids;
          const history: {
            change: number;
            before: State;
            namesBefore: unknown[];
            touched: Set<number>;
          }[] = [];
          for (const step of steps) {
            const before = await stateOf(from);
            const namesBefore = await labelNames();
            const response =
              step.call === 'bulk'
                ? await rehearsed('/issues/bulk', bulkOf(step, ids))
                : await requestOf(step, ids);
            expect(response?.status ?? 0).toBeLessThan(500);
            const change = response && changeOf(response);
            if (change === undefined) continue;
            const touched = new Set((await eventsOf(change)).map(({ issue_id }) => issue_id));
            history.push({ change, before, namesBefore, touched });
          }
          if (history.length === 0) return;
          const chosen = choice % history.length;
          const { change, before, namesBefore, touched } = history[chosen] ?? {
            change: 0,
            before: {},
            namesBefore: [],
            touched: new Set(),
          };
          const later = new Set(history.slice(chosen + 1).flatMap((one) => [...one.touched]));
          const present = await stateOf(from);
          const presentNames = await labelNames();
          const path = `/changes/${String(change)}/revert`;
          const back = await rehearsed(path, { on_conflict: 'skip' });
          expect(back.status).toBe(200);
          const after = await stateOf(from);
          if (chosen === history.length - 1) expect(await labelNames()).toEqual(namesBefore);
          for (const [id, state] of Object.entries(after)) {
            const isPart = touched.has(Number(id));
            if (!isPart) expect(state).toEqual(present[id]);
            else if (before[id] === undefined)
              expect(state).toMatchObject(later.has(Number(id)) ? {} : { deleted: DELETED });
            else if (!later.has(Number(id))) expect(state).toEqual(before[id]);
          }
          const revert = changeOf(back);
          if (revert === undefined) expect(after).toEqual(present);
          else {
            const again = await rehearsed(`/changes/${String(revert)}/revert`, {});
            expect(again.status).toBe(200);
            expect(await stateOf(from)).toEqual(present);
            expect(await labelNames()).toEqual(presentNames);
          }
        },
      ),
      { numRuns: 10, seed: 22, endOnFailure: true },
    );
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });
});
