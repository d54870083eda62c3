import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '../common/errors/coded-error.js';
import { accessOf } from '../http/decorators/access.decorator.js';
import { Configuration } from '../config/configuration.js';
import { isCountedByAddress } from './address-limit.guard.js';
import { addressOf } from './caller-address.js';
import { identityOf } from './identity.guard.js';
import { presentedToken } from './presented-token.js';
import { requireWithin } from './rate-limit-headers.js';
import { RateLimits } from './rate-limits.js';

/** Limits the requests of each valid token; `AddressLimitGuard` has counted all others. */
@Injectable()
export class TokenLimitGuard implements CanActivate {
  constructor(
    private readonly configuration: Configuration,
    private readonly limits: RateLimits,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const { auth, http } = this.configuration;
    const limit = http.rateLimitPerMinute;
    if (limit === 0 || auth.mode === 'none' || accessOf(context) === 'public') return true;
    const exchange = context.switchToHttp();
    return this.count(limit, exchange.getRequest<Request>(), exchange.getResponse<Response>());
  }

  private async count(limit: number, request: Request, response: Response): Promise<true> {
    const identity = identityOf(request);
    const token = presentedToken(request);
    if (!identity || token === undefined) return true;
    if (identity instanceof CodedError) {
      // It was not counted, since it had been valid before.
      if (!isCountedByAddress(request)) await this.limits.foundInvalid(token);
      return true;
    }
    if (isCountedByAddress(request)) {
      await this.limits.foundValid({ address: addressOf(request), token });
    }
    requireWithin(limit, await this.limits.hit(`token ${String(identity.id)}`), response);
    return true;
  }
}
