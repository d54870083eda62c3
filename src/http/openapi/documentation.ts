import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { completeDocument } from './complete-document.js';
import { FAVICON, redocPage, swaggerPage, swaggerScript } from './documentation-pages.js';
import { keptFile } from '../body/kept-file.js';
import { ProblemResponse, VersionConflictResponse } from './problem-response.js';
import { toSwaggerDocument } from './swagger-document.js';
import type { Configuration } from '../../config/configuration.js';

const require = createRequire(import.meta.url);
const REDOC_SCRIPT = require.resolve('redoc/bundles/redoc.standalone.js');
const REDOC_LOGO = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const SWAGGER_UI = dirname(require.resolve('swagger-ui-dist/package.json'));
const SWAGGER_UI_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** Their names stay the same in the next release. */
const ASSET_CACHE_CONTROL = 'public, max-age=3600';

/** In the order of the sections of the documentation. */
const TAGS = {
  issues: 'Issues, their labels, their history, and many of them at once',
  comments: 'What people say about an issue',
  labels: 'Names that issues are sorted by, one set for all',
  users: 'Whom issues are assigned to and who comments',
  reports: 'Who resolves how much, and how fast',
  'import and export': 'Many issues as a CSV, in and out',
  changes: 'Every write, and what it changed',
  maintenance: 'For the operator: backups, checks and cleaning',
  health: 'For supervisors and load balancers',
} as const;

const REPEATING =
  '`Idempotency-Key` works where an operation has that parameter, and has no effect anywhere else. ' +
  'Repeating is safe there without it: a change of an issue succeeds once with one version (409 or ' +
  '412 after that), DELETE is 404 the second time, replacing labels, restoring and the other changes ' +
  'lead to the same state again, and a second user or label of one name is 409. Only a backup is ' +
  'made again.';

/** Swagger UI at /docs, ReDoc at /redoc, and the OpenAPI document that both show at /docs-json. */
export function serveDocumentation(
  app: NestExpressApplication,
  { api, auth, http: { publicUrl } }: Configuration,
): void {
  const builder = new DocumentBuilder()
    .setTitle(api.title)
    .setVersion(api.version)
    .setDescription(`${api.description}\n\n${REPEATING}`)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(publicUrl || '/')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'itt_ and 43 characters of base64url',
      description:
        'With AUTH_MODE=token: a token that the operator creates with ' +
        '`npm run cli -- token create --user NAME --scope write`.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  // Built for the first reader: it takes longer than the rest of the start.
  const document = once(() =>
    completeDocument(
      SwaggerModule.createDocument(app, builder.build(), {
        extraModels: [ProblemResponse, VersionConflictResponse],
      }),
    ),
  );
  const http = app.getHttpAdapter().getInstance();
  const describing = (type: string, textOf: (described: OpenAPIObject) => string) =>
    keptFile({ type, cacheControl: 'public, no-cache' }, () => Buffer.from(textOf(document())));
  http.get('/docs-json', describing('json', JSON.stringify));
  http.get('/docs', ({ path }, response) => response.send(swaggerPage({ title: api.title, path })));
  http.get(
    '/docs/swagger-ui-init.js',
    describing('js', (described) =>
      swaggerScript(toSwaggerDocument(described, { needsToken: auth.mode === 'token' })),
    ),
  );
  for (const name of SWAGGER_UI_FILES) {
    http.get(
      `/docs/${name}`,
      asset(name, () => readFile(join(SWAGGER_UI, name))),
    );
  }
  http.get('/redoc', ({ path }, response) => response.send(redocPage({ title: api.title, path })));
  http.get('/redoc/redoc.js', asset('redoc.js', readRedoc));
  http.get(
    '/favicon.svg',
    asset('favicon.svg', () => Buffer.from(FAVICON)),
  );
}

const asset = (name: string, read: () => Buffer | Promise<Buffer>) =>
  keptFile({ type: extname(name), cacheControl: ASSET_CACHE_CONTROL }, read);

/** Its logo comes from a CDN, and no page needs the internet: the page has our icon there. */
const readRedoc = async () =>
  Buffer.from((await readFile(REDOC_SCRIPT, 'utf8')).replaceAll(REDOC_LOGO, './favicon.svg'));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
