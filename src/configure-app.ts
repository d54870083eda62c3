import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { requestLog } from './common/logging/request-log.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { ProblemResponse } from './common/http/problem-responses.js';
import { identifyRequest } from './common/http/request-id.js';
import { jsonBody } from './common/http/json-body.js';
import { MediaTypeGuard } from './common/http/media-type.guard.js';
import { UnknownQueryGuard } from './common/http/unknown-query.guard.js';
import { StrictValidationPipe } from './common/http/validation.pipe.js';
import type { Configuration } from './config/configuration.js';

/** Everything that stands before and after the handlers: the server and the e2e tests share it. */
export function configureApp(
  app: NestExpressApplication,
  configuration: Configuration,
  log: Logger,
): void {
  const { http } = configuration;
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('trust proxy', http.trustProxy);
  app.use(identifyRequest);
  app.use(requestLog(log));
  app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: false }));
  app.use(jsonBody(http.bodyLimit));
  if (http.corsOrigins.length > 0) app.enableCors({ origin: [...http.corsOrigins] });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new MediaTypeGuard(), new UnknownQueryGuard());
  app.useGlobalPipes(new StrictValidationPipe());
  serveDocumentation(app, configuration);
}

const TAGS = {
  issues: 'Issues, their labels, their history, and many of them at once',
  comments: 'What people say about an issue',
  labels: 'Names that issues are sorted by, one set for all',
  users: 'Whom issues are assigned to and who comments',
  reports: 'Who resolves how much, and how fast',
  health: 'For supervisors and load balancers',
} as const;

function serveDocumentation(app: NestExpressApplication, { api }: Configuration): void {
  const builder = new DocumentBuilder()
    .setTitle(api.title)
    .setVersion(api.version)
    .setDescription(api.description)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .setOpenAPIVersion('3.1.0');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels: [ProblemResponse],
  });
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'docs-json' });
}
