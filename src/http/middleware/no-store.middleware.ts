import type { RequestHandler } from 'express';

/** What nobody says otherwise of is kept by no cache; a route may set its own Cache-Control. */
export const notStored: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};
