import { hash } from 'node:crypto';
import type { Request } from 'express';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*) *$/i;

export const hashOfToken = (token: string): string => hash('sha256', token, 'hex');

const hashes = new WeakMap<Request, string | undefined>();

/** The hash of the token in `Authorization`; undefined without one, or when it cannot be a token. */
export function presentedToken(request: Request): string | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  if (hashes.has(request)) return hashes.get(request);
  const [, token] = BEARER.exec(authorization) ?? [];
  const hashed = token === undefined ? undefined : hashOfToken(token);
  hashes.set(request, hashed);
  return hashed;
}
