import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { CodedError } from '../../common/errors/coded-error.js';

/** The characters of a host and a port (RFC 3986, 3.2). */
const AUTHORITY = /^[\w.~!$&'()*+,;=:@%[\]-]*$/;

class HostHeaderError extends CodedError {
  constructor(detail: string) {
    super('malformed', 'MALFORMED_REQUEST', detail);
  }
}

/**
 * Requires one `Host` (RFC 9112, 3.2). Node would refuse a request without one before this pipeline,
 * and of several it takes the first, where a proxy may have taken another.
 */
export const hostHeader: RequestHandler = (request, _response, next) => {
  const detail = errorOf(request);
  next(detail === undefined ? undefined : new HostHeaderError(detail));
};

function errorOf(request: IncomingMessage): string | undefined {
  const { host } = request.headers;
  if (host === undefined) {
    return request.httpVersion === '1.1' ? 'The request has no Host.' : undefined;
  }
  if (countHosts(request.rawHeaders) > 1) return 'The request has more than one Host.';
  return AUTHORITY.test(host) ? undefined : 'The Host is no host with an optional port.';
}

/** @param rawHeaders names and values in turn */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
