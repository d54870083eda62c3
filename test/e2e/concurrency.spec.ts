/** @workers only the database makes writers of several processes wait for each other */
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, createIssues, createUser, getIssue } from '../support/factories.js';

describe('concurrent writes', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  it('Of 50 concurrent changes with the same version exactly one succeeds', async () => {
    const { id } = await createIssue(tracker);
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        tracker.http
          .patch(`/issues/${String(id)}`)
          .send({ version: 1, title: `Title ${String(index)}` }),
      ),
    );
    const won = responses.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(49);
    const stored = await getIssue(tracker, id);
    expect(stored).toMatchObject({ version: 2, title: won[0]?.body.title });
  });

  it('20 concurrent label replacements with new names in different orders all succeed', async () => {
    const { id } = await createIssue(tracker);
    const names = Array.from({ length: 12 }, (_, index) => `new-${String(index)}`);
    const sent = Array.from({ length: 20 }, (_, index) => {
      const rotated = [...names.slice(index % 12), ...names.slice(0, index % 12)];
      // No two sets are equal, so that each of them is a change.
      return [
        `new-only-${String(index)}`,
        ...(index % 2 ? rotated.reverse() : rotated).slice(0, 7),
      ];
    });
    const responses = await Promise.all(
      sent.map((label_names) =>
        tracker.http.put(`/issues/${String(id)}/labels`).send({ label_names }),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const stored = await getIssue(tracker, id);
    expect(sent.map((set) => [...set].sort())).toContainEqual(
      stored.labels.map(({ name }) => name).sort(),
    );
    expect(stored.version).toBe(21);
    const labels = (await tracker.http.get('/labels')).body as { name: string }[];
    const created = labels.map(({ name }) => name).filter((name) => name.startsWith('new-'));
    expect(created.sort()).toEqual([...new Set(sent.flat())].sort());
  });

  it('Of 20 concurrent additions and 20 removals of labels none takes back another', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(index));
    const { id } = await createIssue(tracker, {
      label_names: numbers.map((number) => `leaves-${number}`),
    });
    const path = `/issues/${String(id)}/labels`;
    await Promise.all(
      numbers.flatMap((number) => [
        tracker.http
          .post(path)
          .send({ label_names: [`comes-${number}`, 'comes-to-all'] })
          .expect(200),
        tracker.http.delete(`${path}/leaves-${number}`).expect(200),
      ]),
    );
    const stored = await getIssue(tracker, id);
    const names = [...numbers.map((number) => `comes-${number}`), 'comes-to-all'];
    expect(stored.labels.map(({ name }) => name)).toEqual(names.sort());
    expect(stored.version).toBe(41);
    const { body: entries } = await tracker.http.get(`/issues/${String(id)}/timeline?page_size=99`);
    expect(entries).toHaveLength(1 + 20 + 41);
  });

  it('Of 20 concurrent removals of one label exactly one removes it', async () => {
    const { id } = await createIssue(tracker, { label_names: ['once'] });
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => tracker.http.delete(`/issues/${String(id)}/labels/once`)),
    );
    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(19).fill(404)]);
    expect(await getIssue(tracker, id)).toMatchObject({ version: 2, labels: [] });
  });

  it('20 concurrent bulk changes of overlapping issues are each all-or-nothing', async () => {
    const ids = await createIssues(tracker, 30);
    const calls = Array.from({ length: 20 }, (_, index) => {
      const chosen = ids.slice(index % 10, (index % 10) + 20);
      const issue_ids = index % 2 ? [...chosen].reverse() : chosen;
      // Every fifth call has to fail as a whole: the last of its issues is unknown.
      return index % 5 === 4 ? [...issue_ids, 2_000_000_000] : issue_ids;
    });
    const responses = await Promise.all(
      calls.map((issue_ids, index) =>
        tracker.http
          .post('/issues/bulk-status')
          .send({ issue_ids, status: index % 2 ? 'resolved' : 'in_progress' }),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual(
      calls.map((_, index) => (index % 5 === 4 ? 400 : 200)),
    );
    for (const id of ids) {
      const succeeded = calls.filter(
        (issue_ids, index) => responses[index]?.status === 200 && issue_ids.includes(id),
      );
      const { version } = await getIssue(tracker, id);
      const { body: entries } = await tracker.http.get(`/issues/${String(id)}/timeline`);
      // A call changes only the issues that have another status.
      expect(entries).toHaveLength(version);
      expect(version > 1).toBe(succeeded.length > 0);
      expect(version).toBeLessThanOrEqual(1 + succeeded.length);
    }
  });

  it('20 concurrent comments are all counted and do not change the version of the issue', async () => {
    const { id } = await createIssue(tracker);
    const { body: author } = await tracker.http
      .post('/users')
      .send({ username: 'author', email: 'author@example.com' });
    await Promise.all(
      Array.from({ length: 20 }, () =>
        tracker.http
          .post(`/issues/${String(id)}/comments`)
          .send({ body: 'Me too', author_id: author.id })
          .expect(201),
      ),
    );
    expect(await getIssue(tracker, id)).toMatchObject({ comments_count: 20, version: 1 });
  });

  it('Of 20 concurrent users with one name in different cases exactly one is created', async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        tracker.http.post('/users').send({
          username: index % 2 ? 'SAME' : 'same',
          email: `same${String(index)}@example.com`,
        }),
      ),
    );
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  it('Of 30 concurrent changes and label replacements with the same ETag exactly one succeeds', async () => {
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    const tag = (await tracker.http.get(path)).headers.etag ?? '';
    const responses = await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const request =
          index % 3 === 0
            ? tracker.http.put(`${path}/labels`).send({ label_names: [`l${String(index)}`] })
            : tracker.http.patch(path).send({ title: `Title ${String(index)}` });
        return await request.set('If-Match', tag);
      }),
    );
    const statuses = responses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(29);
    expect((await getIssue(tracker, id)).version).toBe(2);
  });

  it('Of 20 concurrent creations of a label and 20 deletions of a comment one each succeeds', async () => {
    const created = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        tracker.http.post('/labels').send({ name: index % 2 ? 'same' : 'SAME' }),
      ),
    );
    expect(created.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(created.filter(({ status }) => status === 409)).toHaveLength(19);
    const author_id = await createUser(tracker);
    const { id } = await createIssue(tracker);
    const comments = `/issues/${String(id)}/comments`;
    const one = await tracker.http.post(comments).send({ body: 'Once', author_id }).expect(201);
    await tracker.http.post(comments).send({ body: 'Stays', author_id }).expect(201);
    const deleted = await Promise.all(
      Array.from({ length: 20 }, () => tracker.http.delete(`${comments}/${String(one.body.id)}`)),
    );
    expect(deleted.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(deleted.filter(({ status }) => status === 404)).toHaveLength(19);
    expect((await getIssue(tracker, id)).comments_count).toBe(1);
  });

  it('Of 20 concurrent deletions one succeeds, and 20 concurrent restorations restore once', async () => {
    const { id } = await createIssue(tracker);
    const path = `/issues/${String(id)}`;
    const deletions = await Promise.all(
      Array.from({ length: 20 }, () => tracker.http.delete(`${path}?version=1`)),
    );
    expect(deletions.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(deletions.filter(({ status }) => status === 404)).toHaveLength(19);
    const restorations = await Promise.all(
      Array.from({ length: 20 }, () => tracker.http.post(`${path}/restore`)),
    );
    expect(restorations.map(({ status, body }) => [status, body.version])).toEqual(
      Array(20).fill([200, 3]),
    );
    expect((await tracker.http.get(`${path}/timeline`)).body).toHaveLength(3);
  });

  it('20 concurrent bulk changes among patches and label sets are whole or nothing, with exact versions', async () => {
    const ids = await createIssues(tracker, 12);
    const bulk = (number: number) => {
      const items = ids
        .filter((_id, index) => (index + number) % 3 !== 0)
        .map((id) => ({ id, ...(number % 5 === 0 ? { version: 1 + (number % 4) } : {}) }));
      const label = `bulk-${String(number)}`;
      return tracker.http.post('/issues/bulk').send({
        items: number % 2 ? items : items.reverse(),
        set: { title: label, priority: number % 2 ? 'low' : 'high' },
        add_labels: [label],
      });
    };
    const others = ids.flatMap((id, index) => [
      tracker.http
        .patch(`/issues/${String(id)}`)
        .set('If-Match', '*')
        .send({ title: `Patched ${String(index)}` }),
      tracker.http
        .put(`/issues/${String(id)}/labels`)
        .send({ label_names: [`put ${String(index)}`] }),
    ]);
    const [changed, patched] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, (_, number) => bulk(number))),
      Promise.all(others),
    ]);
    expect(patched.map(({ status }) => status)).toEqual(patched.map(() => 200));
    expect(new Set(changed.map(({ status }) => status))).toEqual(new Set([200, 409]));
    for (const { status, body, headers } of changed) {
      if (status !== 200) continue;
      expect(body.updated_count).toBe(8);
      const { body: change } = await tracker.http.get(
        `/changes/${headers['change-id'] ?? ''}?page_size=1000`,
      );
      const events = change.events as { issue_id: number; event_type: string }[];
      const labelled = events.filter(({ event_type }) => event_type === 'label_added');
      expect(labelled.map(({ issue_id }) => issue_id)).toEqual(
        [...(body.issue_ids as number[])].sort((a, b) => a - b),
      );
    }
    for (const id of ids) {
      const { version, title } = await getIssue(tracker, id);
      const changes = (await tracker.http.get(`/changes?issue_id=${String(id)}`)).body as object[];
      expect(version).toBe(changes.length);
      const { body: timeline } = await tracker.http.get(
        `/issues/${String(id)}/timeline?page_size=1000`,
      );
      const titles = (
        timeline as { details: { field?: string; from: string; to: string } }[]
      ).filter(({ details }) => details.field === 'title');
      expect(titles.at(-1)?.details.to).toBe(title);
      // Each begins where the one before has ended.
      expect(titles.slice(1).map(({ details }) => details.from)).toEqual(
        titles.slice(0, -1).map(({ details }) => details.to),
      );
    }
    const health = await tracker.http.get('/maintenance/health').expect(200);
    expect(health.body).toMatchObject({ healthy: true });
  });
});
