import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { CodedError } from '../common/errors/coded-error.js';
import { accessOf } from '../http/decorators/access.decorator.js';
import { includesScope } from '../common/scopes.js';
import { Configuration } from '../config/configuration.js';
import { InsufficientScopeError, TokenRequiredError } from './auth.errors.js';
import { identityOf } from './identity.guard.js';

/** Requires the scope that the route declares; a route without a declaration is forbidden. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly configuration: Configuration) {}

  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(context);
    if (access === undefined) return false;
    if (access === 'public' || this.configuration.auth.mode === 'none') return true;
    const identity = identityOf(context.switchToHttp().getRequest<Request>());
    if (!identity || identity instanceof CodedError) throw identity ?? new TokenRequiredError();
    if (!includesScope(identity.scope, access)) throw new InsufficientScopeError(access);
    return true;
  }
}
