import type { RequestHandler } from 'express';

/** One middleware out of several, which run in this order: each layer of Express costs every request. */
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
