import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { completeDocument } from './complete-document.js';
import { keptFile } from './kept-file.js';
import { ProblemResponse } from './problem-response.js';
import { toSwaggerDocument } from './swagger-document.js';
import type { Configuration } from '../../config/configuration.js';

const require = createRequire(import.meta.url);
const REDOC_SCRIPT = require.resolve('redoc/bundles/redoc.standalone.js');
const SWAGGER_UI = dirname(require.resolve('swagger-ui-dist/package.json'));
const SWAGGER_UI_FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'favicon-16x16.png',
  'favicon-32x32.png',
];

/** Their names stay the same in the next release. */
const ASSET_CACHE_CONTROL = 'public, max-age=3600';

const TAGS = {
  issues: 'Issues, their labels, their history, and many of them at once',
  comments: 'What people say about an issue',
  labels: 'Names that issues are sorted by, one set for all',
  users: 'Whom issues are assigned to and who comments',
  reports: 'Who resolves how much, and how fast',
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
  { api, http: { publicUrl } }: Configuration,
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
      description: 'With AUTH_MODE=token: a token that the command `token create` has printed.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  // Built for the first reader: it takes longer than the rest of the start.
  const document = once(() =>
    completeDocument(
      SwaggerModule.createDocument(app, builder.build(), { extraModels: [ProblemResponse] }),
    ),
  );
  const http = app.getHttpAdapter().getInstance();
  // Before those of Swagger UI itself, which are neither compressed nor cached.
  for (const name of SWAGGER_UI_FILES) {
    http.get(`/docs/${name}`, asset(join(SWAGGER_UI, name)));
  }
  SwaggerModule.setup('docs', app, () => toSwaggerDocument(document()), { raw: false });
  http.get(
    '/docs-json',
    keptFile({ type: 'json', cacheControl: 'public, no-cache' }, () =>
      Buffer.from(JSON.stringify(document())),
    ),
  );
  http.get('/redoc', (request, response) => response.send(page(api.title, baseOf(request.path))));
  http.get('/redoc/redoc.js', asset(REDOC_SCRIPT));
}

const asset = (file: string) =>
  keptFile({ type: extname(file), cacheControl: ASSET_CACHE_CONTROL }, () => readFile(file));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The folder of this server's paths, relative to a page at the top: a proxy may have a prefix for it. */
const baseOf = (path: string): string => (path.endsWith('/') ? '../' : './');

/** Hides the logo that ReDoc loads from a CDN: no page needs the internet. */
const page = (title: string, base: string): string => `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title)}</title>
    <style>body { margin: 0 } img[src^="https://cdn."] { display: none }</style>
  </head>
  <body>
    <redoc spec-url="${base}docs-json" disable-search="false"></redoc>
    <script src="${base}redoc/redoc.js"></script>
  </body>
</html>
`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
