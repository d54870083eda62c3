import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Configuration } from '../config/configuration.js';
import { accessOf } from '../http/decorators/access.decorator.js';
import { addressOf } from './caller-address.js';
import { presentedToken } from './presented-token.js';
import { requireWithin } from './rate-limit-headers.js';
import { RateLimits } from './rate-limits.js';

const counted = new WeakSet<Request>();

/** Whether the request was counted by its address. */
export const isCountedByAddress = (request: Request): boolean => counted.has(request);

/**
 * Limits the requests of an address whose token is not known to be valid, before the database is asked
 * for it: a guess beyond the limit costs no statement.
 */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(
    private readonly configuration: Configuration,
    private readonly limits: RateLimits,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const limit = this.configuration.http.rateLimitPerMinute;
    if (limit === 0 || accessOf(context) === 'public') return true;
    const http = context.switchToHttp();
    return this.count(limit, http.getRequest<Request>(), http.getResponse<Response>());
  }

  private async count(limit: number, request: Request, response: Response): Promise<true> {
    const address = addressOf(request);
    const token = this.configuration.auth.mode === 'token' ? presentedToken(request) : undefined;
    const standing =
      token === undefined
        ? await this.limits.hit(address)
        : await this.limits.hitBeforeLookup({ address, token });
    if (!standing) return true;
    counted.add(request);
    requireWithin(limit, standing, response);
    return true;
  }
}
