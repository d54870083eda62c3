import type { RequestHandler } from 'express';
import { CodedError } from '../../common/errors/coded-error.js';

class RequestTargetError extends CodedError {
  constructor() {
    super('malformed', 'MALFORMED_REQUEST', 'The request target must be a path.');
  }
}

/**
 * Rejects request targets with a scheme and a host, which are for proxies: the host could be another
 * than the one in `Host`, which the other checks read.
 */
export const originForm: RequestHandler = (request, _response, next) => {
  const { url, method } = request;
  const isPath = url.startsWith('/') || (method === 'OPTIONS' && url === '*');
  // The response need not repeat a foreign URL.
  if (!isPath) request.originalUrl = '/';
  next(isPath ? undefined : new RequestTargetError());
};
