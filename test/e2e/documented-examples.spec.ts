/** @once the examples are those of one document, and every route is tested on both databases */
import request from 'supertest';
import { SeedService } from '../../src/maintenance/sample-data/seed.service.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import {
  inlined,
  type MediaType,
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type Parameter,
  readDocument,
  resolved,
  type Schema,
} from '../support/openapi.js';
import { createToken } from '../support/tokens.js';

/** The parameters of a request, with the example or the default of each. */
type Values = ReadonlyMap<Parameter, unknown>;

/** Its example or default; of an enumeration, its first values. */
const exampleOf = (document: OpenApiDocument, { example, schema }: Parameter) =>
  example ??
  schema.example ??
  schema.default ??
  resolved(document, schema).enum?.[0] ??
  resolved(document, schema.items ?? {}).enum?.slice(0, 2);

/** The body that the examples and the defaults of its fields make. */
function bodyOf(document: OpenApiDocument, { schema, example, examples }: MediaType): unknown {
  const [first] = Object.values(examples ?? {});
  if (first) return first.value;
  if (example !== undefined) return example;
  const { properties = {} } = resolved(document, schema);
  return Object.fromEntries(
    Object.entries(properties).map(([name, { example, default: preset }]) => [
      name,
      example ?? preset,
    ]),
  );
}

/** Headers that are sent beside others: alone, a change would name no version. */
const IN_ADDITION = ['X-Request-Id', 'If-None-Match', 'X-Consistency-Token'];

/**
 * The sets of parameters to send: all examples together, where `cursor` stands in for `page`, and each
 * optional one of the operation by itself.
 */
function* valuesOf(document: OpenApiDocument, { parameters }: Operation): Generator<Values> {
  const entries = parameters.map((it) => [it, exampleOf(document, it)] as const);
  const required = entries.filter(([it]) => it.required);
  yield new Map(entries.filter(([{ name }]) => name !== 'cursor'));
  for (const entry of entries) {
    const [{ required: always, name }] = entry;
    if (!always && !IN_ADDITION.includes(name)) yield new Map([...required, entry]);
  }
}

function send(app: TestApp, token: string, path: string, method: string, values: Values) {
  const of = (where: Parameter['in']) =>
    [...values].flatMap(([{ in: place, name }, value]) =>
      place === where ? [[name, value] as const] : [],
    );
  const target = of('path').reduce(
    (url, [name, value]) => url.replace(`{${name}}`, String(value)),
    path,
  );
  const query = new URLSearchParams(
    of('query').flatMap(([name, value]) =>
      [value].flat().map((it): [string, string] => [name, String(it)]),
    ),
  );
  return request(app.url)
    [method as 'get'](`${target}?${query.toString()}`)
    .set('Authorization', `Bearer ${token}`)
    .set(Object.fromEntries(of('header').map(([name, value]) => [name, String(value)])));
}

describe('examples of the OpenAPI document on fresh sample data', () => {
  let tracker: TestApp;
  let document: OpenApiDocument;
  let token: string;

  async function fresh(): Promise<void> {
    tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '0' });
    await tracker.app.get(SeedService).seed();
    ({ token } = await createToken(tracker, 'alice', 'admin'));
  }

  beforeAll(async () => {
    await fresh();
    document = inlined(await readDocument(tracker));
  });
  afterAll(() => tracker.close());

  /** Sends an example, and returns how it failed, if so. */
  async function failureOf(
    { name, path, method, operation }: ReturnType<typeof operationsOf>[number],
    values: Values,
    type?: string,
  ): Promise<string[]> {
    const media = type === undefined ? undefined : operation.requestBody?.content[type];
    const sent = send(tracker, token, path, method, values);
    if (media && type === 'multipart/form-data') {
      const { file } = bodyOf(document, media) as { file: string };
      sent.attach('file', Buffer.from(file), 'issues.csv');
    } else if (media && type !== undefined) {
      sent.type(type).send(JSON.stringify(bodyOf(document, media)));
    }
    const response = await sent;
    const succeeded = response.status < 400 && String(response.status) in operation.responses;
    const parameters = [...values].map(([it, value]) => `${it.name}=${String(value)}`).join(' ');
    return succeeded
      ? []
      : [`${name} ${parameters}: ${String(response.status)} ${JSON.stringify(response.body)}`];
  }

  it('Every example of a read succeeds', async () => {
    const reads = operationsOf(document).filter(({ method }) => method === 'get');
    const failures: string[] = [];
    let sent = 0;
    for (const read of reads) {
      for (const values of valuesOf(document, read.operation)) {
        failures.push(...(await failureOf(read, values)));
        sent += 1;
      }
    }
    expect(failures).toEqual([]);
    expect(sent).toBeGreaterThan(reads.length);
  });

  it('Every example of a write succeeds, and leaves the administrator in charge', async () => {
    const writes = operationsOf(document).filter(({ method }) => method !== 'get');
    const failures: string[] = [];
    for (const write of writes) {
      const types = Object.keys(write.operation.requestBody?.content ?? { none: undefined });
      for (const [index, type] of types.entries()) {
        const [all = new Map(), ...alone] = valuesOf(document, write.operation);
        for (const values of index === 0 ? [all, ...alone] : [all]) {
          await tracker.close();
          await fresh();
          failures.push(...(await failureOf(write, values, type)));
          const { status } = await request(tracker.url)
            .get('/maintenance/runs')
            .set('Authorization', `Bearer ${token}`);
          if (status !== 200) failures.push(`${write.name} ended the access of the administrator`);
        }
      }
    }
    expect(failures).toEqual([]);
  });

  it('Every field of a request body has an example or a default', () => {
    const bodies = operationsOf(document).flatMap(({ operation }) =>
      Object.values(operation.requestBody?.content ?? {}),
    );
    const lacking = bodies.flatMap(({ schema }) =>
      Object.entries(resolved<Schema>(document, schema).properties ?? {})
        .filter(([, { example, default: preset }]) => (example ?? preset) === undefined)
        .map(([name]) => name),
    );
    expect(bodies.length).toBeGreaterThan(10);
    expect(lacking).toEqual([]);
  });
});
