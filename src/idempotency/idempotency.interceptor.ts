import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { keyOf, markReplayed } from './idempotency-key.header.js';
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
    const key = keyOf(request);
    if (key === undefined) return next.handle();
    const answer = await this.idempotency.once(key, fingerprintOf(request), async () => {
      const body: unknown = await lastValueFrom(next.handle());
      return { status: response.statusCode, headers: keptHeaders(response), body };
    });
    response.status(answer.status).set(answer.headers);
    if (answer.replayed) markReplayed(response);
    return of(answer.body);
  }
}

function fingerprintOf({ method, originalUrl, rawBody = Buffer.of() }: RawBodyRequest<Request>) {
  return createHash('sha256').update(`${method} ${originalUrl}\n`).update(rawBody).digest('hex');
}

function keptHeaders(response: Response): Record<string, string> {
  const headers = KEPT.map((name) => [name, response.getHeader(name)] as const);
  return Object.fromEntries(
    headers.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
