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
import { JsonDocument } from '../common/json-document.js';
import { CHANGE_ID, nameChange } from '../http/change-id.js';
import { describeDocument } from '../http/body/send-document.js';
import { keyOf, markReplayed } from './idempotency-key.header.js';
import { IdempotencyService } from './idempotency.service.js';

/** Headers that are stored with the response: they describe the resource, not this delivery. */
const STORED_HEADERS = ['location', 'etag', CHANGE_ID];

/** A request with a larger body may change thousands of issues, which takes long. */
const LONG_WORK_BYTES = 1_024;

/** Handles `Idempotency-Key` for a route: stores the response, and returns it again. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<RawBodyRequest<Request>>();
    const response = http.getResponse<Response>();
    const key = keyOf(request);
    // A dry run repeats nothing: it is a transaction of its own, which stores nothing.
    if (key === undefined || request.query.dry_run === 'true') return next.handle();
    const work = async () => {
      const body: unknown = await lastValueFrom(next.handle());
      if (body instanceof JsonDocument) describeDocument(body, response);
      nameChange(response);
      return { status: response.statusCode, headers: keptHeaders(response), body };
    };
    const isLong = (request.rawBody?.length ?? 0) > LONG_WORK_BYTES;
    const stored = await this.idempotency.once(key, fingerprintOf(request), work, isLong);
    response.status(stored.status).set(stored.headers);
    if (stored.replayed) markReplayed(response);
    return of(stored.body);
  }
}

function fingerprintOf({ method, originalUrl, rawBody = Buffer.of() }: RawBodyRequest<Request>) {
  return createHash('sha256').update(`${method} ${originalUrl}\n`).update(rawBody).digest('hex');
}

function keptHeaders(response: Response): Record<string, string> {
  const headers = STORED_HEADERS.map((name) => [name, response.getHeader(name)] as const);
  return Object.fromEntries(
    headers.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
