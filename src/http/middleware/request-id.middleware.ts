import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RequestContext, withRequestContext } from '../../common/request-context.js';

const VALID_REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** A request and the id that its response, its log line and its errors carry. */
export type IdentifiedRequest = IncomingMessage & { id: string };

/** Accepts a valid `X-Request-Id` or generates one, returns it, and starts the request context. */
export function identifyRequest(
  request: IncomingMessage & { id?: unknown },
  response: ServerResponse,
  next: () => void,
): void {
  const given = request.headers['x-request-id'];
  const requestId =
    typeof given === 'string' && VALID_REQUEST_ID.test(given) ? given : randomUUID();
  request.id = requestId;
  response.setHeader('X-Request-Id', requestId);
  const context = { requestId, actorId: null };
  contexts.set(request, context);
  withRequestContext(context, next);
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** The context of a request, for code that runs outside it. */
export const contextOf = (request: IncomingMessage): RequestContext | undefined =>
  contexts.get(request);
