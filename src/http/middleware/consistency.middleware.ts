import type { RequestHandler } from 'express';
import { networkOf } from '../../common/client-network.js';
import { ValidationError } from '../../common/errors/coded-error.js';
import { isLogPosition, requirePosition } from '../../common/log-position.js';
import { requestContext } from '../../common/request-context.js';

export const CONSISTENCY_TOKEN = 'X-Consistency-Token';

/**
 * With replicas: names the caller, whose reads include their own writes. The response to a write has a
 * token, with which any host includes it in the reads of any caller.
 *
 * @throws ValidationError for what is no token
 */
export const consistency: RequestHandler = (request, response, next) => {
  const context = requestContext();
  if (context) {
    context.caller = `address ${networkOf(request.ip ?? '')}`;
    context.onWritten = (position) => {
      if (!response.headersSent) response.setHeader(CONSISTENCY_TOKEN, position);
    };
  }
  const token = request.headers[CONSISTENCY_TOKEN.toLowerCase()];
  const isToken = typeof token === 'string' && isLogPosition(token);
  if (isToken) requirePosition(token);
  next(token === undefined || isToken ? undefined : invalid());
};

const invalid = () =>
  new ValidationError([
    {
      parameter: CONSISTENCY_TOKEN,
      code: 'token',
      detail: 'must be the token of a response to a write, or be left out',
    },
  ]);
