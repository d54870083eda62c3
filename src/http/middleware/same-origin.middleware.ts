import { HttpException } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Rejects writes from pages of other origins (CSRF). Without tokens the server trusts every local
 * client, and so would trust every page that is open in a local browser.
 */
export const sameOrigin =
  (allowed: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    const trusted = SAFE.includes(request.method) || !isForeign(request, allowed);
    next(
      trusted
        ? undefined
        : new HttpException('Requests from pages of other origins are not allowed.', 403),
    );
  };

/** Only browsers send these headers, and only they can be tricked into sending a request. */
function isForeign({ headers }: Request, allowed: readonly string[]): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && allowed.includes(origin)) return false;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}
