import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { bodyTimeout } from './common/http/body-timeout.js';
import { JsonBodyInterceptor } from './common/http/json-body.js';
import { MediaTypeGuard } from './common/http/media-type.guard.js';
import { notStored } from './common/http/not-stored.js';
import { parseQuery } from './common/http/query-string.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { identifyRequest } from './common/http/request-id.js';
import { sameOrigin } from './common/http/same-origin.js';
import { UnknownQueryGuard } from './common/http/unknown-query.guard.js';
import { KnownRouteGuard } from './common/http/unknown-route.js';
import { sendTimeout } from './common/http/send-timeout.js';
import { urlLimit } from './common/http/url-limit.js';
import { StrictValidationPipe } from './common/http/validation.pipe.js';
import { requestLog } from './common/logging/request-log.js';
import type { Configuration } from './config/configuration.js';
import { serveDocumentation } from './documentation.js';
import { MetricsService } from './metrics/metrics.service.js';

/** Everything that stands before and after the handlers: the server and the e2e tests share it. */
export function configureApp(
  app: NestExpressApplication,
  configuration: Configuration,
  log: Logger,
): void {
  const { http } = configuration;
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', parseQuery);
  app.set('trust proxy', http.trustedProxies);
  app.use(identifyRequest);
  app.use(requestLog(log));
  app.use(app.get(MetricsService).observe);
  app.use(
    helmet({ contentSecurityPolicy: { directives: POLICY }, strictTransportSecurity: false }),
  );
  app.use(notStored);
  app.use(sameOrigin(http.corsOrigins));
  app.use(urlLimit(http.urlLimit));
  app.use(bodyTimeout(http.requestTimeoutSeconds));
  app.use(sendTimeout(http.requestTimeoutSeconds));
  if (http.corsOrigins.length > 0)
    app.enableCors({ origin: [...http.corsOrigins], exposedHeaders: EXPOSED });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(new KnownRouteGuard(), new MediaTypeGuard(), new UnknownQueryGuard());
  app.useGlobalInterceptors(new JsonBodyInterceptor(http.bodyLimit));
  app.useGlobalPipes(new StrictValidationPipe());
  serveDocumentation(app, configuration);
}

/** What a front end of another origin may read, besides the body. */
const EXPOSED = [
  'Content-Disposition',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Request-Id',
];

/** What the documentation's pages need; they bring styles and a worker of their own. */
const POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  fontSrc: ["'self'", 'data:'],
  imgSrc: ["'self'", 'data:'],
  workerSrc: ["'self'", 'blob:'],
  // Over plain HTTP, on loopback, there is nothing to upgrade to.
  upgradeInsecureRequests: null,
};
