import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { SCOPES, type Scope } from '../../common/scopes.js';
import { perHandler } from '../guards/per-handler.js';
import { ProblemResponses } from '../openapi/problem-responses.js';

const ACCESS = 'access';

/** The route needs a token of this scope, or of one that includes it. */
export const RequireScope = (scope: Scope): MethodDecorator =>
  applyDecorators(SetMetadata(ACCESS, scope), ApiBearerAuth(), ProblemResponses(401, 403, 429));

/** The route needs no token, and has no rate limit. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, 'public');

/** What the route of a request declares; undefined without a decorator. */
export const accessOf = perHandler((context) => {
  const declared: unknown = Reflect.getMetadata(ACCESS, context.getHandler());
  return [...SCOPES, 'public' as const].find((access) => access === declared);
});
