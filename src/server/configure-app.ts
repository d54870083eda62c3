import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { allowedHosts } from '../http/middleware/allowed-hosts.middleware.js';
import { expectation } from '../http/middleware/expectation.middleware.js';
import { CHANGE_ID } from '../http/change-id.js';
import { hostHeader } from '../http/middleware/host-header.middleware.js';
import { bodyTimeout } from '../http/middleware/body-timeout.middleware.js';
import { inTurn } from '../http/middleware/in-turn.middleware.js';
import { JsonBodyGuard } from '../http/guards/json-body.guard.js';
import { MediaTypeGuard } from '../http/guards/media-type.guard.js';
import { parseQuery } from '../http/validation/query-string.js';
import { type Refusal, refuseConnect, refuseOnSocket } from '../http/problem/socket-problem.js';
import { PUBLIC_URL } from '../http/public-url.js';
import { ProblemFilter } from '../http/problem/problem.filter.js';
import { consistency } from '../http/middleware/consistency.middleware.js';
import { identifyRequest } from '../http/middleware/request-id.middleware.js';
import { originForm } from '../http/middleware/origin-form.middleware.js';
import { sameOrigin } from '../http/middleware/same-origin.middleware.js';
import { UnknownQueryGuard } from '../http/guards/unknown-query.guard.js';
import { KnownRouteGuard } from '../http/guards/known-route.guard.js';
import { securityHeaders } from '../http/middleware/security-headers.middleware.js';
import { sendTimeout } from '../http/middleware/send-timeout.middleware.js';
import { urlLimit } from '../http/middleware/url-limit.middleware.js';
import { StrictValidationPipe } from '../http/validation/validation.pipe.js';
import { logRefusal, requestLog } from '../http/middleware/request-log.middleware.js';
import { AccessGuard } from '../auth/access.guard.js';
import { AddressLimitGuard } from '../auth/address-limit.guard.js';
import { IdentityGuard } from '../auth/identity.guard.js';
import { TokenLimitGuard } from '../auth/token-limit.guard.js';
import type { Configuration } from '../config/configuration.js';
import { serveDashboard } from '../dashboard/dashboard.js';
import { serveDocumentation } from '../http/openapi/documentation.js';
import { MetricsService } from '../metrics/metrics.service.js';

/** Everything that stands before and after the handlers: the server and the e2e tests share it. */
export function configureApp(
  app: NestExpressApplication,
  configuration: Configuration,
  log: Logger,
): void {
  const { auth, database, http } = configuration;
  const metrics = app.get(MetricsService);
  const report = (refusal: Refusal) => {
    logRefusal(log, refusal);
    metrics.observeRefusal(refusal);
  };
  app.getHttpServer().on('clientError', refuseOnSocket(report));
  app.getHttpServer().on('connect', refuseConnect(report));
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', parseQuery);
  app.set(PUBLIC_URL, http.publicUrl);
  app.set('trust proxy', http.trustedProxies);
  app.use(
    inTurn(
      identifyRequest,
      requestLog(log),
      metrics.observe,
      securityHeaders,
      originForm,
      hostHeader,
      expectation,
      ...(database.replicas.length > 0 ? [consistency] : []),
      ...(auth.mode === 'none' ? [allowedHosts(http.allowedHosts)] : []),
      sameOrigin(http.corsOrigins),
      urlLimit(http.urlLimit),
      bodyTimeout(http.requestTimeoutSeconds),
      sendTimeout(http.requestTimeoutSeconds),
    ),
  );
  if (http.corsOrigins.length > 0)
    app.enableCors({ origin: [...http.corsOrigins], exposedHeaders: EXPOSED });
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalGuards(
    app.get(AddressLimitGuard),
    app.get(IdentityGuard),
    app.get(TokenLimitGuard),
    app.get(AccessGuard),
    new KnownRouteGuard(),
    new MediaTypeGuard(),
    new UnknownQueryGuard(),
    new JsonBodyGuard(http.bodyLimit),
  );
  app.useGlobalPipes(new StrictValidationPipe());
  serveDocumentation(app, configuration);
  serveDashboard(app);
}

/** Response headers that a front end of another origin may read. */
const EXPOSED = [
  CHANGE_ID,
  'Content-Disposition',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Changes-Watermark',
  'X-Consistency-Token',
  'X-Request-Id',
];
