import { createTestApp, type TestApp } from '../support/create-test-app.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Quotes, backslashes, control characters, separators, characters of two, three and four bytes. */
const TEXT = `"quoted" \\ / \b\f\n\r\t ${String.fromCharCode(1, 0x1f, 0x7f, 0x85)}\u2028\u2029 é € 😀 <&>'`;

const SHAPES = [
  ['/issues', 'IssuePageResponse'],
  ['/issues?sort=-priority&page_size=1', 'IssuePageResponse'],
  ['/issues?q=quoted', 'IssuePageResponse'],
  ['/issues?status=closed', 'IssuePageResponse'],
  ['/issues/1', 'IssueDetailResponse'],
  ['/issues/2', 'IssueDetailResponse'],
  ['/issues/1/comments', 'CommentPageResponse'],
  ['/issues/2/comments', 'CommentPageResponse'],
  ['/labels', 'CountedLabelResponse'],
  ['/labels/1', 'CountedLabelResponse'],
  ['/users', 'UserResponse'],
  ['/users/2', 'UserResponse'],
  ['/reports/top-assignees', 'TopAssigneeResponse'],
  ['/reports/latency', 'LatencyResponse'],
  ['/reports/summary', 'SummaryResponse'],
  ['/reports/summary?label=plain', 'SummaryResponse'],
  ['/reports/throughput?assignee_id=1', 'ThroughputResponse'],
  ['/reports/open-by-age', 'OpenAgeResponse'],
  ['/reports/top-labels', 'TopLabelResponse'],
  ['/reports/top-labels?label=plain', 'TopLabelResponse'],
] as const;

describe('JSON that the database composes', () => {
  let tracker: TestApp;
  let document: Document;

  beforeAll(async () => {
    tracker = await createTestApp();
    const { http } = tracker;
    document = (await http.get('/docs-json').expect(200)).body as Document;
    const user = { username: 'alice', email: 'alice@example.com', full_name: TEXT.trim() };
    await http.post('/users').send(user).expect(201);
    await http.post('/users').send({ username: 'bob', email: 'bob@example.com' }).expect(201);
    await http.post('/labels').send({ name: 'plain' }).expect(201);
    await http.post('/labels').send({ name: 'told', description: TEXT }).expect(201);
    const full = { title: TEXT, description: TEXT, assignee_id: 1, status: 'resolved' };
    await http.post('/issues').send(full).expect(201);
    await http.put('/issues/1/labels').send({ label_names: ['told', 'plain', TEXT] });
    for (const author_id of [1, 2]) {
      await http.post('/issues/1/comments').send({ body: TEXT, author_id }).expect(201);
    }
    await http.post('/issues').send({ title: 'Without anything' }).expect(201);
    await http.patch('/users/2').send({ active: false }).expect(200);
  });
  afterAll(() => tracker.close());

  const resolved = (schema: Schema): Schema => {
    const [only] = schema.allOf ?? [];
    const name = (schema.$ref ?? only?.$ref)?.split('/').at(-1);
    return name === undefined ? schema : (document.components.schemas[name] ?? schema);
  };

  /** The paths of members that a value has and its schema lacks, or the other way around. */
  const differences = (value: unknown, given: Schema, path: string): string[] => {
    const schema = resolved(given);
    const shape = resolved((schema.anyOf ?? schema.oneOf ?? [schema])[0] ?? schema);
    if (value === null || typeof value !== 'object') return [];
    if (Array.isArray(value)) {
      return value.flatMap((item) => differences(item, shape.items ?? {}, `${path}[]`));
    }
    const properties = shape.properties ?? {};
    const names = new Set([...Object.keys(value), ...Object.keys(properties)]);
    return [...names].flatMap((name) => {
      const property = properties[name];
      if (property === undefined || !(name in value)) return [`${path}.${name}`];
      return differences((value as Record<string, unknown>)[name], property, `${path}.${name}`);
    });
  };

  it.each(SHAPES)('GET %s has every field of %s and no other', async (path, name) => {
    const { body } = await tracker.http.get(path).expect(200);
    const schema = document.components.schemas[name] ?? {};
    const values: unknown[] = Array.isArray(body) ? body : [body];
    expect(values.length).toBeGreaterThan(0);
    expect(values.flatMap((value) => differences(value, schema, name))).toEqual([]);
  });

  it.each(SHAPES)('GET %s is the text that JSON.stringify would write', async (path) => {
    const { text } = await tracker.http.get(path).expect(200);
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('Every kind of text and null is read as it was written', async () => {
    const { body: issue } = await tracker.http.get('/issues/1').expect(200);
    expect(issue).toMatchObject({
      ...{ title: TEXT.trim(), description: TEXT, assignee: { full_name: TEXT.trim() } },
      comments: [{ body: TEXT }, { body: TEXT, author: { full_name: null, active: false } }],
    });
    expect(issue.labels.map(({ description }: { description: unknown }) => description)).toEqual(
      expect.arrayContaining([TEXT, null]),
    );
    const { body: empty } = await tracker.http.get('/issues/2').expect(200);
    expect(empty).toMatchObject({
      ...{ description: null, assignee_id: null, assignee: null, resolved_at: null },
      ...{ labels: [], comments: [], comments_count: 0 },
    });
  });
});
