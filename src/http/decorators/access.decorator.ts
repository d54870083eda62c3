import { applyDecorators, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { SCOPES, type Scope as TokenScope } from '../../common/scopes.js';
import { ProblemResponses } from '../openapi/problem-responses.js';

const ACCESS = 'access';

/** The route needs a token of this scope, or of one that includes it. */
export const Scope = (scope: TokenScope): MethodDecorator =>
  applyDecorators(SetMetadata(ACCESS, scope), ApiBearerAuth(), ProblemResponses(401, 403, 429));

/** The route is open to everybody, without a limit. */
export const Public = (): MethodDecorator => SetMetadata(ACCESS, 'public');

/** What the route of `context` declares; undefined when somebody forgot to. */
export function accessOf(context: ExecutionContext): TokenScope | 'public' | undefined {
  const declared: unknown = Reflect.getMetadata(ACCESS, context.getHandler());
  return [...SCOPES, 'public' as const].find((access) => access === declared);
}
