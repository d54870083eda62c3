import type { RequestHandler } from 'express';

/** Default: no-store. A route may set its own Cache-Control. */
export const notStored: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};
