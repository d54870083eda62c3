import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { UnusableIdempotencyKeyError } from './idempotency.errors.js';

/** @throws UnusableIdempotencyKeyError */
export function keyOf(request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new UnusableIdempotencyKeyError();
}

/** The key, for a route that handles idempotency itself. */
export const IdempotencyKeyHeader = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string | undefined =>
    keyOf(context.switchToHttp().getRequest<Request>()),
);

/** Tells the client that this is the stored response of the first request. */
export function markReplayed(response: Response): void {
  response.set('Idempotency-Replayed', 'true');
}

export const ApiIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Chosen by the client, valid for 24 hours: the same request again returns the response of the ' +
      'first (with `Idempotency-Replayed: true`), and changes nothing.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$', example: 'c0a8-41f2-7b9e' },
  });
