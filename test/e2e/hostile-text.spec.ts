import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createIssue, getIssue } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

describe('hostile text', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp();
  });
  afterAll(() => tracker.close());

  it.each(['0000-01-01', '0001-01-01T00:00:00%2B14:00', '9999-12-31T23:59:59-14:00'])(
    'A report since %s is empty or refused with 422',
    async (since) => {
      for (const report of ['latency', 'top-assignees']) {
        const response = await tracker.http.get(`/reports/${report}?since=${since}`);
        if (response.status === 200) expect(response.body).toEqual([]);
        else expectProblem(response, 422, 'VALIDATION_FAILED', { parameter: 'since' });
      }
    },
  );

  it('Any JSON as an issue is refused with 400 or 422, or stored and returned', async () => {
    const anyValue = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('\u0000', '\ud800', 'a\udc00b', '\ufeff', '\u202e', ' ', '%00', "'; --"),
      fc.integer(),
      fc.double(),
      fc.jsonValue(),
      fc.constant(null),
    );
    const body = fc.record(
      { title: anyValue, description: anyValue, status: anyValue, assignee_id: anyValue },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const response = await tracker.http.post('/issues').send(sent);
        if (response.status !== 201) {
          expect([400, 422]).toContain(response.status);
          expectProblem(response, response.status, response.body.code as string);
          return;
        }
        const { id } = response.body as { id: number };
        expect(await getIssue(tracker, id)).toMatchObject({
          title: (sent.title as string).trim(),
          description: sent.description ?? null,
        });
      }),
      { numRuns: 150, seed: 20261129 },
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

  it.each(SQL)('The text %s is stored and returned unchanged in every field', async (sql) => {
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

  it('SQL in a parameter of a GET route is 200, 404 or 422 and changes nothing', async () => {
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
    for (const { path, in: location, name } of parameters) {
      for (const sql of SQL) {
        const encoded = encodeURIComponent(sql);
        const url = path.replaceAll(/\{(\w+)\}/g, (_, one) =>
          location === 'path' && one === name ? encoded : String(id),
        );
        const call = tracker.http.get(url);
        if (location === 'query') call.query({ [name]: sql });
        else if (location === 'header') call.set(name, sql);
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
