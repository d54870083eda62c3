import { HttpException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { isLoopback } from '../../config/loopback.js';

/** A name or an address, with a port or without. */
const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d+)?$/i;

/**
 * Rejects requests for a host that is neither loopback nor in `allowed` (421). Without tokens the
 * server trusts every local client: a web page whose own name has been pointed at 127.0.0.1 is of the
 * same origin for its browser, and only the name that it uses gives it away.
 */
export function allowedHosts(allowed: readonly string[]): RequestHandler {
  const names = new Set(allowed);
  return (request, _response, next) => {
    const name = HOST.exec(request.headers.host ?? '')?.[1]?.toLowerCase() ?? '';
    const known = isLoopback(name) || names.has(name);
    next(known ? undefined : new HttpException(REFUSAL, 421));
  };
}

const REFUSAL = 'The host of the request is neither loopback nor in ALLOWED_HOSTS.';
