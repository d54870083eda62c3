import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue, type IssueBody } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

const namesOf = ({ labels }: Pick<IssueBody, 'labels'>) => labels.map(({ name }) => name);

describe('labels of one issue', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const pathOf = (id: number, name?: string) =>
    `/issues/${String(id)}/labels${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;

  const add = (id: number, label_names: readonly string[], more: object = {}) =>
    tracker.http.post(pathOf(id)).send({ label_names, ...more });

  it('A new issue has its labels in version 1, and labels that exist in another case are not created again', async () => {
    const first = await createIssue(tracker, { label_names: ['Bug', ' urgent '] });
    expect([first.version, namesOf(first)]).toEqual([1, ['Bug', 'urgent']]);
    const second = await createIssue(tracker, { label_names: ['bUG', 'new'] });
    expect([second.version, namesOf(second)]).toEqual([1, ['Bug', 'new']]);
    expect(second.labels[0]?.id).toBe(first.labels[0]?.id);
  });

  it('A new issue whose assignee is unknown creates no label either', async () => {
    const issue = { title: 'x', assignee_id: 999, label_names: ['never'] };
    expectProblem(await tracker.http.post('/issues').send(issue), 400, 'UNKNOWN_USER');
    const { body } = await tracker.http.get('/labels').expect(200);
    expect(namesOf({ labels: body as IssueBody['labels'] })).not.toContain('never');
  });

  it.each([
    ['repeated in another case', ['bug', 'BUG']],
    ['blank', [' ']],
    ['too long', ['x'.repeat(101)]],
    ['too many', Array.from({ length: 101 }, (_, index) => `n${String(index)}`)],
    ['null', null],
  ])('Label names that are %s are refused by POST of an issue and of labels', async (_, names) => {
    const { id } = await createIssue(tracker);
    const created = await tracker.http.post('/issues').send({ title: 'x', label_names: names });
    expectProblem(created, 422, 'VALIDATION_FAILED', { pointer: '/label_names' });
    const added = await tracker.http.post(pathOf(id)).send({ label_names: names });
    expectProblem(added, 422, 'VALIDATION_FAILED', { pointer: '/label_names' });
  });

  it('Adding labels keeps the others, and raises the version only when one is new', async () => {
    const { id } = await createIssue(tracker, { label_names: ['kept'] });
    const changed = await add(id, ['Added', 'KEPT']).expect(200);
    expect([changed.body.version, namesOf(changed.body as IssueBody)]).toEqual([
      2,
      ['Added', 'kept'],
    ]);
    const same = await add(id, ['added']).expect(200);
    expect(same.body).toEqual(changed.body);
    expect(same.headers.etag).toBe(changed.headers.etag);
    const read = await tracker.http.get(`/issues/${String(id)}`).expect(200);
    expect(read.headers.etag).toBe(changed.headers.etag);
  });

  it('An issue has at most 100 labels, and adding more of them adds none', async () => {
    const names = Array.from({ length: 99 }, (_, index) => `many ${String(index)}`);
    const { id } = await createIssue(tracker, { label_names: names });
    const refused = await add(id, ['one too', 'many']);
    expectProblem(refused, 422, 'VALIDATION_FAILED', { pointer: '/label_names' });
    expect((await getIssue(tracker, id)).labels).toHaveLength(99);
    await add(id, ['many 0', 'the last']).expect(200);
    expect((await getIssue(tracker, id)).labels).toHaveLength(100);
  });

  it.each(['bug', 'a/b', 'a b', 'Grüße 😀', '100%', 'a%2Fb', '?', '#', ';', '...'])(
    'The label %j is removed by its percent-encoded name',
    async (name) => {
      const { id } = await createIssue(tracker, { label_names: [name, 'stays'] });
      const { body } = await tracker.http.delete(pathOf(id, name)).expect(200);
      expect([body.version, namesOf(body as IssueBody)]).toEqual([2, ['stays']]);
      expectProblem(await tracker.http.delete(pathOf(id, name)), 404, 'ISSUE_LABEL_NOT_FOUND');
    },
  );

  it('A label is removed by its name in any case, and stays a label', async () => {
    const { id, labels } = await createIssue(tracker, { label_names: ['Straße', 'ÉTÉ'] });
    await tracker.http.delete(pathOf(id, 'été')).expect(200);
    const { body } = await tracker.http.delete(pathOf(id, ' STRAßE ')).expect(200);
    expect([body.version, body.labels]).toEqual([3, []]);
    for (const label of labels) {
      await tracker.http.get(`/labels/${String(label.id)}`).expect(200);
    }
  });

  it.each(['%00', '%20', 'x'.repeat(101), '%ED%A0%80', '%'])(
    'The name %s of a label to remove is refused',
    async (name) => {
      const { id } = await createIssue(tracker);
      const { status } = await tracker.http.delete(`${pathOf(id)}/${name}`);
      expect([400, 422]).toContain(status);
    },
  );

  it('Adding and removing need the version that the request names, and an issue that exists', async () => {
    const { id } = await createIssue(tracker, { label_names: ['one', 'two'] });
    const stale = { pointer: '/version' };
    expectProblem(await add(id, ['late'], { version: 2 }), 409, 'VERSION_CONFLICT', stale);
    const removal = (query: string) => tracker.http.delete(`${pathOf(id, 'one')}${query}`);
    const conflict = await removal('?version=2');
    expectProblem(conflict, 409, 'VERSION_CONFLICT', { parameter: 'version' });
    expectProblem(await removal('?version=x'), 422, 'VALIDATION_FAILED');
    expectProblem(await removal('').set('If-Match', '"2"'), 412, 'PRECONDITION_FAILED');
    expectProblem(await add(id, ['late']).set('If-Match', '"2"'), 412, 'PRECONDITION_FAILED');
    expect((await getIssue(tracker, id)).version).toBe(1);
    expect((await removal('?version=1').expect(200)).body.version).toBe(2);
    const added = await add(id, ['in time']).set('If-Match', '"2-x"').expect(200);
    expect([added.body.version, namesOf(added.body as IssueBody)]).toEqual([3, ['in time', 'two']]);
    await tracker.http.delete(`/issues/${String(id)}?version=3`).expect(204);
    expectProblem(await add(id, ['late']), 404, 'ISSUE_NOT_FOUND');
    expectProblem(await tracker.http.delete(pathOf(id, 'two')), 404, 'ISSUE_NOT_FOUND');
  });

  it('A repeated POST of an issue with the same Idempotency-Key and labels creates one issue', async () => {
    const post = (label_names: string[]) =>
      tracker.http
        .post('/issues')
        .set('Idempotency-Key', 'with-labels')
        .send({ title: 'Once', label_names });
    const { body } = await post(['once']).expect(201);
    expect((await post(['once']).expect(201)).body).toEqual(body);
    expectProblem(await post(['twice']), 422, 'IDEMPOTENCY_KEY_REUSED');
  });
});
