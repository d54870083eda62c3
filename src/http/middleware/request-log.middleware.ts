import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Refusal } from '../problem/socket-problem.js';
import { contextOf } from './request-id.middleware.js';
import { routeOf } from '../route-of.js';

/** Logs one line per request with its route and outcome, never a body or query value. */
export const requestLog =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const start = Date.now();
    response.once('close', () => {
      const { statusCode: status } = response;
      const context = contextOf(request);
      const line = {
        request_id: context?.requestId,
        method: request.method,
        route: routeOf(request),
        status,
        ms: Date.now() - start,
        actor_id: context?.actorId ?? null,
      };
      if (status >= 500) logger.error(line, 'request');
      else logger.info(line, 'request');
    });
    // Without a listener, an error of one response would end the process; its connection closes.
    response.on('error', ignore);
    next();
  };

/** Logs what was refused before it became a request. */
export function logRefusal(logger: Logger, { requestId, status }: Refusal): void {
  const line = { request_id: requestId, method: null, route: null, status, ms: 0, actor_id: null };
  logger.info(line, 'request');
}

const ignore = (): void => undefined;
