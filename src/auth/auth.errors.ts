import { CodedError } from '../common/errors/coded-error.js';
import type { Scope } from '../common/scopes.js';

export class TokenRequiredError extends CodedError {
  constructor() {
    super('unauthenticated', 'TOKEN_REQUIRED', 'Send a token: "Authorization: Bearer …".');
  }
}

/** Deliberately vague, so that an attacker learns nothing about existing tokens. */
export class InvalidTokenError extends CodedError {
  constructor() {
    super('unauthenticated', 'INVALID_TOKEN', 'The token is unknown, expired or revoked.');
  }
}

export class InsufficientScopeError extends CodedError {
  constructor(needed: Scope) {
    super('forbidden', 'INSUFFICIENT_SCOPE', `This needs a token with the scope ${needed}.`, {
      members: { required_scope: needed },
    });
  }
}

export class RateLimitedError extends CodedError {
  constructor(limit: number) {
    super('too-many', 'RATE_LIMITED', `At most ${String(limit)} requests a minute; try later.`);
  }
}

export class TokenNotFoundError extends CodedError {
  constructor(id: number) {
    super('not-found', 'TOKEN_NOT_FOUND', `There is no token ${String(id)}.`);
  }
}
