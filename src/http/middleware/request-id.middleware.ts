import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type RequestContext, withRequestContext } from '../../common/request-context.js';

export const VALID_REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** Accepts a valid `X-Request-Id` or generates one, returns it, and starts the request context. */
export const identifyRequest: RequestHandler = (request, response, next) => {
  const given = request.headers['x-request-id'];
  const requestId =
    typeof given === 'string' && VALID_REQUEST_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', requestId);
  const context: RequestContext = { requestId, actorId: null };
  (request as Identified)[CONTEXT] = context;
  withRequestContext(context, next);
};

const CONTEXT = Symbol('request context');

/** A property costs less than a WeakMap, whose entries the garbage collector has to visit. */
type Identified = Request & { [CONTEXT]?: RequestContext };

/** The context of a request, for code that runs outside it. */
export const contextOf = (request: Request): RequestContext | undefined =>
  (request as Identified)[CONTEXT];
