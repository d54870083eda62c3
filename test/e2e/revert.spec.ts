import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface Revert {
  change_id: number | null;
  updated_count: number;
  conflicts: { issue_id: number; field: string; changed_by: number | null }[];
  more_conflicts: number;
  changes?: object[];
}

describe('reverts', () => {
  let tracker: TestApp;
  let author: number;

  beforeAll(async () => {
    tracker = await createTestApp();
    author = await createUser(tracker);
  });
  afterAll(() => tracker.close());

  const send = (id: number, body: object = {}, query = '') =>
    tracker.http.post(`/changes/${String(id)}/revert${query}`).send(body);
  const revert = async (id: number, body: object = {}) =>
    (await send(id, body).expect(200)).body as Revert;

  const changeOf = ({ headers }: { headers: Record<string, unknown> }) =>
    Number(headers['change-id']);

  /** The issue with its comments and the names of its labels, but for what a revert may change. */
  const stateOf = async (id: number) => {
    const { body } = await tracker.http.get(`/issues/${String(id)}`).expect(200);
    const { version, updated_at, comments, labels, ...state } = body as Record<string, unknown>;
    expect([typeof version, typeof updated_at]).toEqual(['number', 'string']);
    const texts = (comments as { updated_at: string }[]).map(({ updated_at: at, ...comment }) => {
      expect(at).toEqual(expect.any(String));
      return comment;
    });
    const names = (labels as { name: string }[]).map(({ name }) => name);
    return { ...state, labels: names, comments: texts };
  };

  const label = (id: number, ...label_names: string[]) =>
    tracker.http
      .put(`/issues/${String(id)}/labels`)
      .send({ label_names })
      .expect(200);

  const comment = async (id: number, body: string) => {
    const path = `/issues/${String(id)}/comments`;
    const response = await tracker.http.post(path).send({ body, author_id: author }).expect(201);
    return `${path}/${String(response.body.id)}`;
  };

  it('A bulk change is taken back whole, and taking that back makes it again', async () => {
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    await label(one, 'old', 'kept');
    await tracker.http
      .patch(`/issues/${String(two)}`)
      .send({ version: 1, status: 'resolved', description: 'é'.repeat(2_000) })
      .expect(200);
    const before = [await stateOf(one), await stateOf(two)];
    const changed = await tracker.http
      .post('/issues/bulk')
      .send({
        items: [{ id: one }, { id: two }],
        set: { title: 'All', status: 'open', description: null, assignee_id: author },
        add_labels: ['new'],
        remove_labels: ['old'],
        comment: { body: 'Seen', author_id: author },
      })
      .expect(200);
    const after = [await stateOf(one), await stateOf(two)];
    const back = await send(changeOf(changed)).expect(200);
    expect(back.body).toMatchObject({ updated_count: 2, conflicts: [], more_conflicts: 0 });
    expect(changeOf(back)).toBe(back.body.change_id);
    expect([await stateOf(one), await stateOf(two)]).toEqual(before);
    const { body: change } = await tracker.http.get(`/changes/${String(back.body.change_id)}`);
    expect(change).toMatchObject({ kind: 'revert', reverts: changeOf(changed), issues_count: 2 });
    const { body: first } = await tracker.http.get(`/changes/${String(changeOf(changed))}`);
    expect(first).toMatchObject({ reverted_by: back.body.change_id });
    await revert(back.body.change_id as number);
    expect([await stateOf(one), await stateOf(two)]).toEqual(after);
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });

  it('What an import has created is deleted, and restored when that is taken back', async () => {
    const csv = 'title,labels,status\nOne,imported,resolved\nTwo,imported,open\n';
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv')
      .expect(200);
    const total = async () =>
      (await tracker.http.get('/issues?label=imported').expect(200)).body.total as number;
    const back = await revert(body.change_id as number);
    expect([back.updated_count, await total()]).toEqual([2, 0]);
    await revert(back.change_id ?? 0);
    expect(await total()).toBe(2);
    const [newest] = (await tracker.http.get('/issues?label=imported')).body.items as [
      { id: number },
    ];
    await comment(newest.id, 'Worked on');
    const refused = await send(back.change_id ?? 0);
    expect(refused.body).toMatchObject({ change_id: null, updated_count: 0 });
    expectProblem(await send(body.change_id as number), 409, 'REVERT_CONFLICT');
  });

  it('Comments come back with their ids, authors and times, and edited ones with their texts', async () => {
    const { id } = await createIssue(tracker);
    const [kept, edited] = [await comment(id, 'k'.repeat(1_200)), await comment(id, 'First')];
    const before = await tracker.http.get(`/issues/${String(id)}/comments`).expect(200);
    const removed = await tracker.http.delete(kept).expect(204);
    const changed = await tracker.http.patch(edited).send({ body: 'Second' }).expect(200);
    await revert(changeOf(removed));
    await revert(changeOf(changed));
    const after = await tracker.http.get(`/issues/${String(id)}/comments`).expect(200);
    const [first, second] = before.body.items as object[];
    expect(after.body.items).toEqual([
      first,
      { ...second, updated_at: expect.any(String) as string },
    ]);
    expect(await getIssue(tracker, id)).toMatchObject({ comments_count: 2 });
  });

  it('A deleted label comes back to its issues, deleted ones too', async () => {
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    const { body } = await label(one, 'Doomed');
    await label(two, 'doomed');
    await tracker.http
      .delete(`/issues/${String(two)}`)
      .set('If-Match', '*')
      .expect(204);
    const [{ id }] = body.labels as [{ id: number }];
    const deleted = await tracker.http.delete(`/labels/${String(id)}`).expect(204);
    expect(await revert(changeOf(deleted))).toMatchObject({ updated_count: 2 });
    await tracker.http.post(`/issues/${String(two)}/restore`).expect(200);
    for (const issue of [one, two]) {
      expect((await getIssue(tracker, issue)).labels).toMatchObject([{ name: 'Doomed' }]);
    }
  });

  it('Changes since then are named: all of it is refused, or only they are left', async () => {
    const [one = 0, two = 0, three = 0] = await createIssues(tracker, 3);
    const path = comment(one, 'Before');
    const changed = await tracker.http
      .post('/issues/bulk')
      .send({
        items: [{ id: one }, { id: two }, { id: three }],
        set: { title: 'Wrong', status: 'closed' },
        add_labels: ['wrong'],
        comment: { body: 'Wrong', author_id: author },
      })
      .expect(200);
    await tracker.http
      .patch(await path)
      .send({ body: 'Edited' })
      .expect(200);
    const status = await tracker.http
      .patch(`/issues/${String(one)}`)
      .send({ version: 2, status: 'in_progress', priority: 'low' })
      .expect(200);
    const labels = await label(one);
    const again = await label(one, 'wrong');
    const deleted = await tracker.http.delete(`/issues/${String(two)}?version=2`).expect(204);
    // By hand to what it was: nothing is left to do there.
    await tracker.http
      .patch(`/issues/${String(three)}`)
      .send({ version: 2, title: 'An issue' })
      .expect(200);
    const [newest] = (await tracker.http.get('/changes?page_size=1')).body as [object];
    const refused = await send(changeOf(changed));
    expectProblem(refused, 409, 'REVERT_CONFLICT');
    const conflicts = [
      { issue_id: one, field: 'status', changed_by: changeOf(status) },
      { issue_id: one, field: 'labels', label: 'wrong', changed_by: changeOf(again) },
      { issue_id: two, field: 'deleted', changed_by: changeOf(deleted) },
    ];
    expect(refused.body).toMatchObject({ conflicts, more_conflicts: 0 });
    expect(changeOf(labels)).toBeLessThan(changeOf(again));
    expect((await tracker.http.get('/changes?page_size=1')).body).toEqual([newest]);
    const back = await revert(changeOf(changed), { on_conflict: 'skip' });
    expect(back).toMatchObject({ updated_count: 2, conflicts, more_conflicts: 0 });
    expect(await stateOf(one)).toMatchObject({
      title: 'An issue',
      status: 'in_progress',
      labels: ['wrong'],
      comments: [{ body: 'Edited' }],
    });
    expect(await stateOf(three)).toMatchObject({ title: 'An issue', status: 'open', labels: [] });
  });

  it('Nobody is assigned again who has been deactivated since', async () => {
    const user = await createUser(tracker);
    const { id } = await createIssue(tracker, { assignee_id: user });
    const changed = await tracker.http
      .patch(`/issues/${String(id)}`)
      .send({ version: 1, assignee_id: null })
      .expect(200);
    await tracker.http
      .patch(`/users/${String(user)}`)
      .send({ active: false })
      .expect(200);
    const conflicts = [{ issue_id: id, field: 'assignee_id', changed_by: null }];
    const refused = await send(changeOf(changed));
    expectProblem(refused, 409, 'REVERT_CONFLICT');
    expect(refused.body).toMatchObject({ conflicts });
  });

  it('A dry run says what would change, and what is in the way', async () => {
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    const changed = await tracker.http
      .post('/issues/bulk')
      .send({ items: [{ id: one }, { id: two }], set: { priority: 'low' } })
      .expect(200);
    await tracker.http
      .patch(`/issues/${String(one)}`)
      .send({ version: 2, priority: 'high' })
      .expect(200);
    expectProblem(await send(changeOf(changed), {}, '?dry_run=true'), 409, 'REVERT_CONFLICT');
    const dry = await send(changeOf(changed), { on_conflict: 'skip' }, '?dry_run=true').expect(200);
    expect(dry.body).toEqual({
      change_id: null,
      updated_count: 1,
      conflicts: [{ issue_id: one, field: 'priority', changed_by: expect.any(Number) }],
      more_conflicts: 0,
      changes: [{ issue_id: two, field: 'priority', from: 'low', to: 'medium' }],
      more_changes: 0,
    });
    expect(dry.headers).not.toHaveProperty('change-id');
    expect(await getIssue(tracker, two)).toMatchObject({ priority: 'low' });
  });

  it('A second revert finds nothing to do, and of several at once one does it', async () => {
    const ids = await createIssues(tracker, 3);
    const changed = await tracker.http
      .post('/issues/bulk')
      .send({ items: ids.map((id) => ({ id })), set: { title: 'Once' } })
      .expect(200);
    const responses = await Promise.all(Array.from({ length: 5 }, () => revert(changeOf(changed))));
    expect(responses.map(({ updated_count }) => updated_count).sort()).toEqual([0, 0, 0, 0, 3]);
    expect(await revert(changeOf(changed))).toMatchObject({ change_id: null, updated_count: 0 });
    for (const id of ids) expect((await getIssue(tracker, id)).version).toBe(3);
  });

  it('Unknown changes and wrong requests are refused', async () => {
    expectProblem(await send(9_007_199_254_740_991), 404, 'CHANGE_NOT_FOUND');
    const pointer = '/on_conflict';
    expectProblem(await send(1, { on_conflict: 'ask' }), 422, 'VALIDATION_FAILED', { pointer });
    expectProblem(await send(1, { force: true }), 422, 'VALIDATION_FAILED', { pointer: '/force' });
  });
});
