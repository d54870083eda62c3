import { createHash } from 'node:crypto';
import { finished, type Readable } from 'node:stream';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { catchError, concatMap, type Observable } from 'rxjs';
import { networkOf } from '../../common/client-network.js';
import { type ConcurrencyLimit, ConcurrencyLimits } from '../../common/concurrency-limits.js';
import { requestContext } from '../../common/request-context.js';

const CONCURRENCY_LIMIT = 'limit-concurrency';

@Injectable()
class LimitConcurrencyInterceptor implements NestInterceptor {
  constructor(private readonly limits: ConcurrencyLimits) {}

  /** The slot is released before the response is sent: a client that has it can send the next request. */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const limit = Reflect.getMetadata(CONCURRENCY_LIMIT, context.getHandler()) as ConcurrencyLimit;
    const client = clientOf(context.switchToHttp().getRequest<Request>());
    const leave = await this.limits.enter(limit, client);
    return next.handle().pipe(
      concatMap(async (body: unknown) => {
        const response = context.switchToHttp().getResponse<Response>();
        if (body instanceof StreamableFile) onceRead(body.getStream(), response, leave);
        else await leave();
        return body;
      }),
      catchError(async (error: unknown) => {
        await leave();
        throw error;
      }),
    );
  }
}

/** The token, whose validity the guards have checked before, or the address without one. */
function clientOf({ headers, ip = '' }: Request): string {
  const [, token] = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  return requestContext()?.scope === undefined || token === undefined
    ? `address ${networkOf(ip)}`
    : `token ${createHash('sha256').update(token).digest('base64url')}`;
}

/** A stream is read after the handler has returned, and the client may disconnect before its end. */
function onceRead(stream: Readable, response: Response, leave: () => Promise<void>): void {
  finished(stream, () => void leave());
  if (response.closed) stream.destroy();
  else response.once('close', () => stream.destroy());
}

/**
 * Limits the concurrent requests of the route to the value of the variable, and those of one client to
 * CONCURRENT_PER_CLIENT of them; 503 beyond that. Put it below the decorators of other interceptors, so that it runs before them.
 */
export const LimitConcurrency = (limit: ConcurrencyLimit): MethodDecorator =>
  applyDecorators(
    SetMetadata(CONCURRENCY_LIMIT, limit),
    UseInterceptors(LimitConcurrencyInterceptor),
  );
