import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { contextOf } from './request-id.middleware.js';
import { routeOf } from '../route-of.js';

/** Logs one line per request with its route and outcome, never a body or query value. */
export const requestLog = (logger: Logger): RequestHandler =>
  pinoHttp<Request, Response>({
    logger,
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'request_id' },
    genReqId: (request) => (request as Request & { id: string }).id,
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: describe,
    customErrorObject: (request, response, _error, value: { responseTime: number }) =>
      describe(request, response, value),
  });

function describe(
  request: Request,
  response: Response,
  { responseTime }: { responseTime: number },
): object {
  return {
    method: request.method,
    route: routeOf(request),
    status: response.statusCode,
    ms: responseTime,
    actor_id: contextOf(request)?.actorId ?? null,
  };
}
