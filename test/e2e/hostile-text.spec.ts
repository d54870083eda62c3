import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('hostile text in the database', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  it.each(['0000-01-01', '0001-01-01T00:00:00%2B14:00', '9999-12-31T23:59:59-14:00'])(
    'answers a report since %s without failing',
    async (since) => {
      for (const report of ['latency', 'top-assignees']) {
        const answer = await tracker.http.get(`/reports/${report}?since=${since}`);
        if (answer.status === 200) expect(answer.body).toEqual([]);
        else expectProblem(answer, 422, 'VALIDATION_FAILED', { parameter: 'since' });
      }
    },
  );

  it('never fails on any JSON as an issue, and gives back what it took', async () => {
    const strange = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\u0000', '\ud800', 'a\udc00b', '\ufeff', '\u202e', ' ', '%00', "'; --"),
      fc.integer(),
      fc.double(),
      fc.jsonValue(),
      fc.constant(null),
    );
    const body = fc.record(
      { title: strange, description: strange, status: strange, assignee_id: strange },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await tracker.http.post('/issues').send(sent);
        if (answer.status !== 201) {
          expect([400, 422]).toContain(answer.status);
          expectProblem(answer, answer.status, answer.body.code as string);
          return;
        }
        const { id } = answer.body as { id: number };
        expect(await getIssue(tracker, id)).toMatchObject({
          title: (sent.title as string).trim(),
          description: sent.description ?? null,
        });
      }),
      { numRuns: 150 },
    );
    await tracker.http.get('/issues?page_size=100').expect(200);
  });

  const SQL = [
    "'; DROP TABLE issues; --",
    "' OR '1'='1",
    '1); DELETE FROM users; --',
    '" UNION SELECT token_hash FROM api_tokens --',
    "\\'; SELECT pg_sleep(10); --",
  ];

  it.each(SQL)('takes %s as text in every field, and gives it back', async (sql) => {
    const { body: user } = await tracker.http
      .post('/users')
      .send({ username: sql, email: `a${String(SQL.indexOf(sql))}@b.example`, full_name: sql })
      .expect(201);
    const { id } = await createIssue(tracker, { title: sql, description: sql });
    const path = `/issues/${String(id)}`;
    await tracker.http
      .post(`${path}/comments`)
      .send({ body: sql, author_id: user.id as number })
      .expect(201);
    await tracker.http
      .put(`${path}/labels`)
      .send({ label_names: [sql] })
      .expect(200);
    const csv = `title,description,labels\n${[sql, sql, ''].map(quoted).join(',')}\n`;
    await tracker.http.post('/issues/import').attach('file', Buffer.from(csv), 'a.csv').expect(200);
    const { body } = await tracker.http.get(path).expect(200);
    expect(body).toMatchObject({ title: sql, description: sql, labels: [{ name: sql }] });
    expect(body.comments[0].body).toBe(sql);
    expect(user).toMatchObject({ username: sql, full_name: sql });
  });

  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('takes SQL in every parameter of every route without failing', async () => {
    const { id } = await createIssue(tracker);
    const total = async () => (await tracker.http.get('/issues').expect(200)).body.total as number;
    const before = await total();
    const { paths } = (await tracker.http.get('/docs-json').expect(200)).body as {
      paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }>;
    };
    const parameters = Object.entries(paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? []).map((parameter) => ({ path, ...parameter })),
    );
    expect(parameters.length).toBeGreaterThan(25);
    for (const { path, in: place, name } of parameters) {
      for (const sql of SQL) {
        const written = encodeURIComponent(sql);
        const asked = path.replaceAll(/\{(\w+)\}/g, (_, one) =>
          place === 'path' && one === name ? written : String(id),
        );
        const call = tracker.http.get(asked);
        if (place === 'query') call.query({ [name]: sql });
        else if (place === 'header') call.set(name, sql);
        const { status } = await call;
        expect([name, [200, 404, 422].includes(status) ? 'answered' : status]).toEqual([
          name,
          'answered',
        ]);
      }
    }
    expect(await total()).toBe(before);
  });
});
