import type { Response } from 'supertest';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

interface ChangeBody {
  id: number;
  kind: string;
  created_at: string;
  actor: { id: number } | null;
  request_id: string | null;
  issues_count: number;
  reverts: number | null;
  reverted_by: number | null;
  events: { id: number; issue_id: number; event_type: string; details: Record<string, unknown> }[];
}

describe('changes', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const changeIdOf = ({ headers }: Response) => {
    const { 'change-id': id } = headers as Record<string, string | undefined>;
    return id;
  };

  const getChange = async (id: string | number | undefined, query = '') =>
    (await tracker.http.get(`/changes/${String(id)}${query}`).expect(200)).body as ChangeBody;

  const list = async (query: string) =>
    (await tracker.http.get(`/changes?${query}`).expect(200)).body as ChangeBody[];

  const upload = (csv: string, query = '') =>
    tracker.http.post(`/issues/import${query}`).attach('file', Buffer.from(csv), 'issues.csv');

  const csvOf = (rows: number) =>
    ['title', ...Array.from({ length: rows }, (_, row) => `Row ${String(row)}`)].join('\n');

  it('Every write is a change with its events, which the response names in a header', async () => {
    const { http } = tracker;
    const author_id = await createUser(tracker);
    const created = await http.post('/issues').send({ title: 'One' });
    const id = created.body.id as number;
    const path = `/issues/${String(id)}`;
    const other = (await createIssue(tracker)).id;
    const labels = (...label_names: string[]) => http.put(`${path}/labels`).send({ label_names });
    const labelled = await labels('doomed', 'kept');
    const comment = await http.post(`${path}/comments`).send({ body: 'Seen', author_id });
    const comments = `${path}/comments/${String(comment.body.id)}`;
    const doomed = (labelled.body.labels as { id: number; name: string }[]).find(
      ({ name }) => name === 'doomed',
    );
    const writes: [Response, string, Record<number, string[]>][] = [
      [created, 'create', { [id]: ['created'] }],
      [labelled, 'labels', { [id]: ['label_added', 'label_added'] }],
      [comment, 'comment', { [id]: ['comment_added'] }],
      [
        await http.patch(path).send({ version: 2, title: 'Two', status: 'resolved' }),
        'update',
        { [id]: ['updated', 'status_changed'] },
      ],
      [await http.patch(comments).send({ body: 'Read' }), 'comment', { [id]: ['comment_edited'] }],
      [await http.delete(comments), 'comment', { [id]: ['comment_deleted'] }],
      [
        await http
          .post('/issues/bulk-status')
          .send({ issue_ids: [id, other], status: 'in_progress' }),
        'bulk',
        { [id]: ['status_changed'], [other]: ['status_changed'] },
      ],
      [
        await http.delete(`/labels/${String(doomed?.id)}`),
        'label_deletion',
        { [id]: ['label_removed'] },
      ],
      [await http.delete(path).set('If-Match', '*'), 'delete', { [id]: ['deleted'] }],
      [await http.post(`${path}/restore`), 'restore', { [id]: ['restored'] }],
    ];
    for (const [response, kind, expected] of writes) {
      expect(response.ok).toBe(true);
      const change = await getChange(changeIdOf(response));
      expect(change).toMatchObject({
        kind,
        issues_count: Object.keys(expected).length,
        request_id: response.headers['x-request-id'] as string,
        reverts: null,
        reverted_by: null,
      });
      const found: Record<number, string[]> = {};
      for (const { issue_id, event_type } of change.events) {
        (found[issue_id] ??= []).push(event_type);
      }
      expect([kind, found]).toEqual([kind, expected]);
    }
    expect((await getChange(changeIdOf(comment))).actor).toMatchObject({ id: author_id });
  });

  it('What changes nothing, fails or only reads names no change', async () => {
    const { http } = tracker;
    const { id } = await createIssue(tracker, { title: 'Same' });
    const path = `/issues/${String(id)}`;
    const [newest] = await list('page_size=1');
    const responses = [
      await http.get(path).expect(200),
      await http.patch(path).send({ version: 1, title: 'Same' }).expect(200),
      await http.patch(path).send({ version: 7, title: 'Other' }).expect(409),
      await http.put(`${path}/labels`).send({ label_names: [] }).expect(200),
      await http.post(`${path}/restore`).expect(200),
      await http
        .post('/issues/bulk-status')
        .send({ issue_ids: [id], status: 'open' })
        .expect(200),
      await upload('title\n\n').expect(200),
      await upload('title\nOne', '?dry_run=true').expect(200),
      await upload('title,status\nOne,open\nTwo,wrong', '?atomic=true').expect(200),
      await http.post('/labels').send({ name: 'without issues' }).expect(201),
    ];
    for (const response of responses) expect(changeIdOf(response)).toBeUndefined();
    expect(await list('page_size=1')).toEqual([newest]);
  });

  it('A replayed response names the change of the first one', async () => {
    const send = () =>
      tracker.http.post('/issues').set('Idempotency-Key', 'twice').send({ title: 'Once' });
    const [first, again] = [await send(), await send()];
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(changeIdOf(again)).toBe(changeIdOf(first));
    expect((await getChange(changeIdOf(first))).events).toHaveLength(1);
    const sendFile = () => upload(csvOf(2)).set('Idempotency-Key', 'import-twice').expect(200);
    const [imported, replayed] = [await sendFile(), await sendFile()];
    expect(imported.body.change_id).toEqual(expect.any(Number));
    expect(replayed.body).toEqual(imported.body);
    expect(changeIdOf(replayed)).toBe(String(imported.body.change_id));
  });

  it.each(['', '?atomic=true'])(
    'An import%s of several batches is one change, in the body too',
    async (query) => {
      const response = await upload(csvOf(1_100), query).expect(200);
      const id = response.body.change_id as number;
      expect(changeIdOf(response)).toBe(String(id));
      const change = await getChange(id, '?page_size=1000');
      expect(change).toMatchObject({ kind: 'import', issues_count: 1_100 });
      const { headers, body } = await tracker.http.get(`/changes/${String(id)}?page_size=1000`);
      const next = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
      const rest = (await tracker.http.get(next ?? '').expect(200)).body as ChangeBody;
      const ids = [...(body as ChangeBody).events, ...rest.events].map(({ issue_id }) => issue_id);
      expect([ids.length, new Set(ids).size]).toEqual([1_100, 1_100]);
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
    },
  );

  it('The list of changes is filtered by kind, actor, issue and time, newest first, in pages', async () => {
    const actor = await createUser(tracker);
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    for (const id of [one, two, one]) {
      const comment = { body: 'x', author_id: actor };
      await tracker.http
        .post(`/issues/${String(id)}/comments`)
        .send(comment)
        .expect(201);
    }
    const all = await list('page_size=1000');
    expect(all.map(({ id }) => id)).toEqual([...all.map(({ id }) => id)].sort((a, b) => b - a));
    const ids = (changes: readonly ChangeBody[]) => changes.map(({ id }) => id);
    const only = (keep: (change: ChangeBody) => boolean) => ids(all.filter(keep));
    const [newest, second] = all;
    const byActor = only((change) => change.actor?.id === actor);
    expect(byActor).toHaveLength(3);
    expect(ids(await list(`actor_id=${String(actor)}`))).toEqual(byActor);
    expect(ids(await list('kind=comment'))).toEqual(only(({ kind }) => kind === 'comment'));
    expect(ids(await list(`issue_id=${String(two)}`))).toHaveLength(2);
    expect(ids(await list(`issue_id=${String(one)}&kind=create`))).toHaveLength(1);
    expect(ids(await list(`actor_id=${String(actor)}&kind=comment`))).toEqual(byActor);
    const at = second?.created_at ?? '';
    const since = only(({ created_at }) => created_at >= at);
    expect(ids(await list(`since=${at}`))).toEqual(since);
    expect(ids(await list(`until=${at}&page_size=1000`))).toEqual(
      ids(all).filter((id) => !since.includes(id)),
    );
    const pages: number[] = [];
    let path: string | undefined = `/changes?actor_id=${String(actor)}&page_size=2`;
    while (path !== undefined) {
      const { body, headers }: Response = await tracker.http.get(path).expect(200);
      pages.push(...ids(body as ChangeBody[]));
      path = /^<([^>]+)>; rel="next"$/.exec(headers.link ?? '')?.[1];
    }
    expect(pages).toEqual(byActor);
    expect(newest?.id).toBe(byActor[0]);
  });

  it('Unknown changes and wrong parameters are refused', async () => {
    const { http } = tracker;
    expectProblem(await http.get('/changes/9007199254740991'), 404, 'CHANGE_NOT_FOUND');
    for (const [path, parameter] of [
      ['/changes/0', 'change_id'],
      ['/changes?kind=edit', 'kind'],
      ['/changes?since=yesterday', 'since'],
      ['/changes?actor=1', 'actor'],
      ['/changes?page_size=0', 'page_size'],
      ['/changes?cursor=x', 'cursor'],
      ['/changes/1?cursor=x', 'cursor'],
    ] as const) {
      expectProblem(await http.get(path), 422, 'VALIDATION_FAILED', { parameter });
    }
  });
});
