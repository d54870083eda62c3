import { HttpException } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses changes that a page of another origin sends. Without tokens the server trusts whoever
 * reaches it, and so would trust every page that is open in a browser on the same machine.
 */
export const sameOrigin =
  (allowed: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    const trusted = SAFE.includes(request.method) || !isForeign(request, allowed);
    next(trusted ? undefined : new HttpException('Pages of other origins may not do this.', 403));
  };

/** Only browsers send these headers; other clients are nobody's involuntary helpers. */
function isForeign({ headers }: Request, allowed: readonly string[]): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && allowed.includes(origin)) return false;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}
