import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { createIssue, createIssues, getIssue } from '../support/factories.js';
import { eventsOfChange } from '../support/previews.js';

interface Label {
  id: number;
  name: string;
  issues_count: number;
}

const AT_ONCE = 20;

describe('reverts of changes that create labels', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  const send = (change: number, query = '') =>
    tracker.http.post(`/changes/${String(change)}/revert${query}`).send({});
  /** Returns the id of the change that takes it back. */
  const revert = async (change: number) =>
    (await send(change).expect(200)).body.change_id as number;

  const importCsv = async (...rows: string[]) => {
    const csv = ['title,labels', ...rows].join('\n');
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from(csv), 'issues.csv')
      .expect(200);
    return body.change_id as number;
  };

  const addLabels = (issue: number, ...label_names: string[]) =>
    tracker.http.post(`/issues/${String(issue)}/labels`).send({ label_names });

  const namesOf = async (issue: number) =>
    (await getIssue(tracker, issue)).labels.map(({ name }) => name);

  /** The labels as they are stored, and as they are shown. */
  const labels = async () => [
    await rowsOf(tracker.databaseUrl, 'SELECT * FROM labels ORDER BY id'),
    (await tracker.http.get('/labels').expect(200)).body as Label[],
  ];
  const labelNamed = async (wanted: string) => {
    const { body } = await tracker.http.get('/labels').expect(200);
    return (body as Label[]).find(({ name }) => name === wanted);
  };

  const linksOf = (label = 0) =>
    rowsOf(
      tracker.databaseUrl,
      `SELECT issue_id FROM issue_labels WHERE label_id = ${String(label)} ORDER BY issue_id`,
    );

  const issuesOf = async (change: number) => [
    ...new Set((await eventsOfChange(tracker, change)).map(({ issue_id }) => issue_id)),
  ];

  it('The labels of an import go and come back with its issues, as often as it is taken back', async () => {
    await createIssue(tracker, { label_names: ['Known'] });
    const before = await labels();
    const imported = await importCsv('One,known;New', 'Two,New;Newer', 'Three,');
    const [one = 0, two = 0, three = 0] = await issuesOf(imported);
    const dry = await send(imported, '?dry_run=true').expect(200);
    expect(dry.body.changes).toContainEqual({
      issue_id: two,
      field: 'labels',
      from: 'Newer',
      to: null,
    });
    expect(await namesOf(two)).toEqual(['New', 'Newer']);
    let change = imported;
    for (const round of ['first', 'second']) {
      change = await revert(change);
      expect([round, await labels()]).toEqual([round, before]);
      change = await revert(change);
      const names = [await namesOf(one), await namesOf(two), await namesOf(three)];
      expect([round, names]).toEqual([round, [['Known', 'New'], ['New', 'Newer'], []]]);
    }
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });

  it('Labels that any other change has created go when it is taken back, and deleting them is no conflict', async () => {
    const [one = 0, two = 0] = await createIssues(tracker, 2);
    const before = await labels();
    const changes = [
      await tracker.http.post('/issues').send({ title: 'Made', label_names: ['by POST'] }),
      await tracker.http
        .put(`/issues/${String(one)}/labels`)
        .send({ label_names: ['by PUT', 'too'] }),
      await addLabels(one, 'by adding'),
      await tracker.http
        .post('/issues/bulk')
        .send({ items: [{ id: one }, { id: two }], add_labels: ['by bulk'] }),
      await tracker.http
        .put('/issues/external/other/1')
        .send({ title: 'External', label_names: ['external'] }),
    ].map(({ headers }) => Number(headers['change-id']));
    for (const change of changes) await revert(change);
    expect(await labels()).toEqual(before);
    for (const change of changes) {
      const { body } = await send(change).expect(200);
      expect(body).toMatchObject({ change_id: null, updated_count: 0 });
    }
    expect(await labels()).toEqual(before);
  });

  it('A label stays that another issue has by now, that somebody has edited, or that was there before', async () => {
    const { id: other } = await createIssue(tracker);
    const made = await tracker.http.post('/labels').send({ name: 'prepared' }).expect(201);
    const imported = await importCsv('One,shared;edited;prepared;gone');
    const [issue = 0] = await issuesOf(imported);
    await addLabels(other, 'shared').expect(200);
    const edited = await labelNamed('edited');
    await tracker.http
      .patch(`/labels/${String(edited?.id)}`)
      .send({ color: '#123456' })
      .expect(200);
    const back = await revert(imported);
    expect(await labelNamed('gone')).toBeUndefined();
    expect(await labelNamed('shared')).toMatchObject({ issues_count: 1 });
    expect(await labelNamed('edited')).toMatchObject({ color: '#123456', issues_count: 0 });
    expect(await labelNamed('prepared')).toMatchObject({ id: made.body.id });
    expect(await namesOf(other)).toEqual(['shared']);
    // The deleted issue keeps those, as whoever restores it by hand sees.
    await tracker.http.post(`/issues/${String(issue)}/restore`).expect(200);
    expect(await namesOf(issue)).toEqual(['edited', 'prepared', 'shared']);
    await revert(back);
    expect(await namesOf(issue)).toEqual(['edited', 'gone', 'prepared', 'shared']);
  });

  it('A label that the revert takes from no issue stays', async () => {
    const { id } = await createIssue(tracker);
    const { headers } = await addLabels(id, 'untied').expect(200);
    await tracker.http.delete(`/issues/${String(id)}/labels/untied`).expect(200);
    const { body } = await send(Number(headers['change-id'])).expect(200);
    expect(body).toMatchObject({ change_id: null, updated_count: 0, conflicts: [] });
    expect(await labelNamed('untied')).toMatchObject({ issues_count: 0 });
  });

  it('A label that came back under another id and was removed by hand is a conflict', async () => {
    const { id } = await createIssue(tracker);
    const { headers } = await addLabels(id, 'returned').expect(200);
    const back = await revert(Number(headers['change-id']));
    await revert(back);
    await tracker.http.delete(`/issues/${String(id)}/labels/returned`).expect(200);
    const { body } = await send(back).expect(409);
    expect(body).toMatchObject({
      conflicts: [{ issue_id: id, field: 'labels', label: 'returned' }],
    });
  });

  it('Twenty who give a label to their issues while it is taken away all have it afterwards', async () => {
    const others = await createIssues(tracker, AT_ONCE);
    for (const name of ['race 1', 'race 2', 'race 3']) {
      const imported = await importCsv(`One,${name}`, `Two,${name}`);
      const made = await labelNamed(name);
      const [back, ...added] = await Promise.all([
        send(imported),
        ...others.map((issue) => addLabels(issue, name)),
      ]);
      expect(back.status).toBe(200);
      expect(added.map(({ status }) => status)).toEqual(others.map(() => 200));
      for (const issue of others) expect(await namesOf(issue)).toContain(name);
      const label = await labelNamed(name);
      expect(label).toMatchObject({ issues_count: AT_ONCE });
      // Whoever was first decides: it is the label of the import, or another one.
      const kept = label?.id === made?.id ? await issuesOf(imported) : [];
      const links = [...others, ...kept].map((issue_id) => ({ issue_id }));
      expect(await linksOf(label?.id)).toEqual(links);
    }
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });

  it('Twenty imports with labels of each other are taken back at once', async () => {
    const imports: number[] = [];
    for (let made = 0; made < AT_ONCE; made += 1) {
      imports.push(await importCsv(`${String(made)},mine ${String(made)};ours`));
    }
    const backs = await Promise.all(imports.map((change) => send(change)));
    expect(backs.map(({ status }) => status)).toEqual(imports.map(() => 200));
    const left = (await labels())[1] as Label[];
    expect(left.filter(({ name }) => name.startsWith('mine'))).toEqual([]);
    const again = await Promise.all(backs.map(({ body }) => send(body.change_id as number)));
    expect(again.map(({ status }) => status)).toEqual(imports.map(() => 200));
    expect(await labelNamed('ours')).toMatchObject({ issues_count: AT_ONCE });
  });
});
