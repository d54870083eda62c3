/** @once no database is used */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { errorTable } from '../../scripts/error-table.mjs';
import { PROBLEM_CODES } from '../../src/http/problem/problem-codes.js';
import { ERROR_CODES } from '../../src/common/errors/error-codes.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import {
  absolute,
  inlined,
  type OpenApiDocument,
  operationsOf,
  readDocument,
  type Schema,
} from '../support/openapi.js';
import { expectProblem } from '../support/problem.js';

/** Its own example, or that of the schema it refers to. */
const hasExample = ({ example, default: preset, ...rest }: Schema): boolean =>
  example !== undefined ||
  preset !== undefined ||
  ['$ref', 'anyOf', 'allOf', 'enum'].some((key) => key in rest) ||
  '$ref' in (rest.items ?? {});

const VERB =
  /^(add|change|check|create|delete|export|get|import|list|purge|remove|replace|report|restore|revert|set|update|vacuum)([A-Z]|$)/;

const root = resolve(import.meta.dirname, '../..');
const committed = (file: string) => readFileSync(join(root, 'docs', file), 'utf8');

describe('documentation and headers', () => {
  let tracker: TestApp;

  beforeAll(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token', CORS_ORIGINS: 'https://front.example' });
  });
  afterAll(() => tracker.close());

  it('The links at / can be followed without a token, except for the metrics', async () => {
    const { body } = await tracker.http.get('/').expect(200);
    const { metrics, ...open } = body as Record<string, string>;
    expect(Object.keys(open)).toEqual(['dashboard', 'docs', 'redoc', 'openapi', 'health', 'ready']);
    for (const path of Object.values(open)) await tracker.http.get(path).expect(200);
    await tracker.http.get(metrics ?? '').expect(401);
  });

  it.each(['/docs', '/redoc', '/dashboard', '/dashboard/issues'])(
    'The page %s loads nothing that its Content-Security-Policy forbids',
    async (path) => {
      const page = await tracker.http.get(path).expect(200);
      const policy = page.headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/default-src 'self';.*script-src 'self';/);
      expect(policy).not.toMatch(/https?:|upgrade-insecure|unsafe-eval/);
      expect(page.text).not.toMatch(/<script>|<script [^>]*>[^<]*[^<\s]/);
      const links = [...page.text.matchAll(/(?:src|href)=["']([^"']+)["']/g)].map(
        ([, link = '']) => link,
      );
      expect(links.length).toBeGreaterThan(0);
      for (const link of links.filter((link) => !link.startsWith('data:'))) {
        const { host, pathname } = new URL(link, `http://here${path}`);
        expect(host).toBe('here');
        await tracker.http.get(pathname).expect(200);
      }
    },
  );

  it('The OpenAPI document asks for a bearer token on the routes that need one', async () => {
    const { body } = await tracker.http.get('/docs-json').expect(200);
    expect(body.components.securitySchemes.bearer).toMatchObject({
      scheme: 'bearer',
      bearerFormat: expect.stringContaining('itt_'),
    });
    expect(body.paths['/issues'].post.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(body.paths['/issues'].post.responses)).toEqual(
      expect.arrayContaining(['401', '403', '429']),
    );
    expect(body.paths['/health'].get.security).toEqual([]);
  });

  it('The OpenAPI document has every status and header, and an example of each field', async () => {
    const document = inlined(await readDocument(tracker));
    const { paths, components } = document;
    for (const { name: operation, method, operation: described } of operationsOf(document)) {
      const { parameters, responses, security = [] } = described;
      const unsafe = method === 'get' ? [] : ['408', '413', '415'];
      const refused = security.length > 0 ? ['401', '403', '429'] : [];
      expect([operation, Object.keys(responses)]).toEqual([
        operation,
        expect.arrayContaining(['400', '414', '422', '431', '500', '503', ...unsafe, ...refused]),
      ]);
      for (const [status, response] of Object.entries(responses)) {
        const limits = security.length > 0 ? ['RateLimit', 'RateLimit-Policy'] : [];
        expect([operation, status, Object.keys(response.headers ?? {})]).toEqual([
          operation,
          status,
          expect.arrayContaining(['X-Request-Id', 'Cache-Control', ...limits]),
        ]);
        expect([operation, status, response.description]).toEqual([
          operation,
          status,
          expect.stringMatching(/\S/),
        ]);
        const problem = response.content?.['application/problem+json']?.example;
        if (Number(status) >= 400) expect(problem).toMatchObject({ status: Number(status) });
      }
      for (const { name, schema, example } of parameters) {
        expect([
          operation,
          name,
          hasExample({ ...schema, ...(example === undefined ? {} : { example }) }),
        ]).toEqual([operation, name, true]);
      }
    }
    for (const [schema, { properties }] of Object.entries(components.schemas)) {
      for (const [name, property] of Object.entries(properties ?? {})) {
        expect([schema, name, hasExample(property)]).toEqual([schema, name, true]);
      }
    }
    const created = paths['/issues']?.post?.responses['201']?.headers ?? {};
    expect(Object.keys(created)).toEqual(
      expect.arrayContaining(['ETag', 'Location', 'Idempotency-Replayed']),
    );
  });

  it('Every operation is named by a verb, and by one name alone', async () => {
    const ids = operationsOf(await readDocument(tracker)).map(
      ({ operation }) => operation.operationId,
    );
    expect(ids.filter((id) => !VERB.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['createIssue', 'listIssues']));
  });

  it('The document describes what every operation shares once', async () => {
    const { paths, components } = await readDocument(tracker);
    const refusals = Object.values(paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap(({ responses }) => Object.entries(responses))
      .filter(([status]) => Number(status) >= 400);
    const reference = { $ref: expect.stringMatching(/^#\/components\/responses\/\w+$/) };
    for (const [status, response] of refusals)
      expect([status, response]).toEqual([status, reference]);
    expect(Object.keys(components.responses)).toEqual(
      expect.arrayContaining(['RequestTimeout', 'PayloadTooLarge', 'ServiceUnavailable']),
    );
  });

  it('Every example in the document is valid by its own schema', async () => {
    const document = await readDocument(tracker);
    const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { 'date-time': true } });
    ajv.addSchema(document, 'api');
    const invalid: string[] = [];
    let examples = 0;
    const validate = (schema: object, example: unknown, path: string) => {
      examples += 1;
      const isValid = ajv.compile(absolute(schema));
      if (!isValid(example)) invalid.push(`${path}: ${ajv.errorsText(isValid.errors)}`);
    };
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const { example, schema, ...rest } = node as { example?: unknown; schema?: object };
      if (example !== undefined) validate(schema ?? rest, example, path);
      for (const [key, value] of Object.entries(node)) {
        if (key !== 'example' && key !== 'default') visit(value, `${path}/${key}`);
      }
    };
    visit(document.paths, 'paths');
    visit(document.components, 'components');
    expect(invalid).toEqual([]);
    expect(examples).toBeGreaterThan(150);
  });

  it('The document is the committed docs/openapi.json', async () => {
    // After a change of the contract: npm run openapi
    const plain = await createTestApp();
    try {
      expect(await readDocument(plain)).toEqual(JSON.parse(committed('openapi.json')));
    } finally {
      await plain.close();
    }
  });

  it('The enumeration of codes is the table in docs/errors.md', async () => {
    const { components } = await readDocument(tracker);
    expect(components.schemas.ProblemCode?.enum).toEqual(Object.keys(PROBLEM_CODES));
    // After a change of a code: npm run openapi
    expect(committed('errors.md')).toContain(errorTable(PROBLEM_CODES));
    for (const code of Object.keys(ERROR_CODES))
      expect(committed('errors.md')).toContain(`\`${code}\``);
  });

  it('Every code of an error is used in the sources', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => /(?<!-codes|-meanings|\.spec)\.ts$/.test(file))
      .map((file) => readFileSync(join(root, 'src', file), 'utf8'));
    const isUsed = (code: string) => texts.some((text) => text.includes(`'${code}'`));
    expect(Object.keys(ERROR_CODES).filter((code) => !isUsed(code))).toEqual([]);
  });

  it('Swagger UI prefills no optional parameter', async () => {
    const { text } = await tracker.http.get('/docs/swagger-ui-init.js').expect(200);
    const [, options = ''] = /^window\.ui = SwaggerUIBundle\((.*)\);$/.exec(text.trim()) ?? [];
    const { spec } = JSON.parse(options) as { spec: OpenApiDocument };
    const { parameters } = inlined(spec).paths['/issues']?.get ?? { parameters: [] };
    const filled = parameters.filter(({ schema, example = schema.example ?? schema.default }) =>
      Boolean(example),
    );
    expect(parameters.length).toBeGreaterThan(10);
    expect(filled.map(({ name }) => name)).toEqual([]);
  });

  it('Every response has the security headers and no X-Powered-By', async () => {
    for (const path of ['/issues', '/health', '/nowhere', '/docs']) {
      const { headers } = await tracker.http.get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });

  it('A change sent by a page of another origin is refused with 403', async () => {
    const open = await createTestApp({ CORS_ORIGINS: 'https://front.example' });
    try {
      const post = (headers: Record<string, string>) =>
        open.http.post('/issues').set(headers).send({ title: 'One' });
      const evil = { Origin: 'https://evil.example' };
      for (const headers of [
        evil,
        { Origin: 'null' },
        { ...evil, 'Sec-Fetch-Site': 'cross-site' },
      ]) {
        expectProblem(await post(headers), 403, 'FORBIDDEN');
      }
      const trusted: Record<string, string>[] = [
        {},
        { Origin: 'https://front.example', 'Sec-Fetch-Site': 'cross-site' },
        { Origin: open.url },
        { Origin: 'https://behind-a-proxy.example', 'Sec-Fetch-Site': 'same-origin' },
      ];
      for (const headers of trusted) {
        expect((await post(headers)).status).toBe(201);
      }
      expect((await open.http.get('/issues').set(evil)).status).toBe(200);
    } finally {
      await open.close();
    }
  });

  it('CORS allows the configured origins and no others', async () => {
    const preflight = (origin: string) =>
      tracker.http
        .options('/issues')
        .set('Origin', origin)
        .set('Access-Control-Request-Method', 'POST');
    const known = await preflight('https://front.example');
    expect(known.headers['access-control-allow-origin']).toBe('https://front.example');
    const other = await preflight('https://evil.example');
    expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example');
    const closed = await createTestApp();
    try {
      const { headers } = await closed.http.get('/issues').set('Origin', 'https://front.example');
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    } finally {
      await closed.close();
    }
  });
});
