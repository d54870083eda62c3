import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { accessOf } from '../http/decorators/access.decorator.js';
import { requestContext } from '../common/request-context.js';
import { CodedError } from '../common/errors/coded-error.js';
import { Configuration } from '../config/configuration.js';
import type { ApiToken } from './api-token.entity.js';
import { InvalidTokenError, TokenRequiredError } from './auth.errors.js';
import { presentedToken } from './presented-token.js';
import { TokensService } from './tokens.service.js';

/** The token of a request, or why it is not authenticated. */
export type Identity = ApiToken | CodedError;

const identities = new WeakMap<Request, Identity>();

export const identityOf = (request: Request): Identity | undefined => identities.get(request);

/** Authenticates, but rejects nobody: the rate limit of the token comes next. */
@Injectable()
export class IdentityGuard implements CanActivate {
  constructor(
    private readonly configuration: Configuration,
    private readonly tokens: TokensService,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (this.configuration.auth.mode === 'none' || accessOf(context) === 'public') return true;
    return this.authenticate(context.switchToHttp().getRequest<Request>());
  }

  private async authenticate(request: Request): Promise<true> {
    const identity = await this.identify(request);
    identities.set(request, identity);
    if (!(identity instanceof CodedError)) {
      const { id, userId: actorId, scope } = identity;
      Object.assign(requestContext() ?? {}, { actorId, scope, caller: `token ${String(id)}` });
    }
    return true;
  }

  private async identify(request: Request): Promise<Identity> {
    if (request.headers.authorization === undefined) return new TokenRequiredError();
    const token = presentedToken(request);
    if (token === undefined) return new InvalidTokenError();
    try {
      return await this.tokens.authenticate(token);
    } catch (error) {
      if (error instanceof InvalidTokenError) return error;
      throw error;
    }
  }
}
