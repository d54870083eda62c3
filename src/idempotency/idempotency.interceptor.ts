import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { UnusableIdempotencyKeyError } from './idempotency.errors.js';
import { IdempotencyService } from './idempotency.service.js';

/** Headers of an answer that belong to what it describes, and not to its delivery. */
const KEPT = ['location', 'etag'];

/**
 * Gives a route its `Idempotency-Key`. It has to stand outside every interceptor that adds to the
 * answer, so that a repetition gets the whole of it.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<RawBodyRequest<Request>>();
    const response = http.getResponse<Response>();
    const key = request.get('Idempotency-Key');
    if (key === undefined) return next.handle();
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw new UnusableIdempotencyKeyError();
    const answer = await this.idempotency.once(key, fingerprintOf(request), async () => {
      const body: unknown = await lastValueFrom(next.handle());
      return { status: response.statusCode, headers: keptHeaders(response), body };
    });
    response.status(answer.status).set(answer.headers);
    if (answer.replayed) response.set('Idempotency-Replayed', 'true');
    return of(answer.body);
  }
}

export const DocumentsIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Chosen by the client, for 24 hours: the same request again is answered as the first was ' +
      '(with `Idempotency-Replayed: true`), and changes nothing.',
    schema: { type: 'string', minLength: 1, maxLength: 255, example: 'c0a8-41f2-7b9e' },
  });

function fingerprintOf({ method, originalUrl, rawBody = Buffer.of() }: RawBodyRequest<Request>) {
  return createHash('sha256').update(`${method} ${originalUrl}\n`).update(rawBody).digest('hex');
}

function keptHeaders(response: Response): Record<string, string> {
  const headers = KEPT.map((name) => [name, response.getHeader(name)] as const);
  return Object.fromEntries(
    headers.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
