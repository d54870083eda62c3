import { isIPv6 } from 'node:net';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../common/errors/coded-error.js';
import { accessOf } from '../http/decorators/access.decorator.js';
import { Configuration } from '../config/configuration.js';
import { RateLimitedError } from './auth.errors.js';
import { identityOf } from './identity.guard.js';
import { RateLimits, WINDOW_SECONDS } from './rate-limits.js';

/** Limits the requests per token, or per address without one; sets the RateLimit headers. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limits = new RateLimits();

  constructor(private readonly configuration: Configuration) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const limit = this.configuration.http.rateLimitPerMinute;
    if (limit === 0 || accessOf(context) === 'public') return true;
    const http = context.switchToHttp();
    return this.count(limit, http.getRequest<Request>(), http.getResponse<Response>());
  }

  private async count(limit: number, request: Request, response: Response): Promise<true> {
    const { hits, secondsLeft } = await this.limits.hit(callerOf(request));
    const left = String(Math.max(0, limit - hits));
    response.setHeader(
      'RateLimit-Policy',
      `"minute";q=${String(limit)};w=${String(WINDOW_SECONDS)}`,
    );
    response.setHeader('RateLimit', `"minute";r=${left};t=${String(secondsLeft)}`);
    if (hits <= limit) return true;
    response.setHeader('Retry-After', secondsLeft);
    throw new RateLimitedError(limit);
  }
}

function callerOf(request: Request): string {
  const identity = identityOf(request);
  return identity && !(identity instanceof CodedError)
    ? `token ${String(identity.id)}`
    : `address ${networkOf(request.ip ?? '')}`;
}

/** A household usually has an IPv6 /64: its addresses count as one caller. */
function networkOf(ip: string): string {
  const address = ip.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  if (!isIPv6(address)) return address;
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after = []] = written.split('::').map((part) => part.split(':'));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
