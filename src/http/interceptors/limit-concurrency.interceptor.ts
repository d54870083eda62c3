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
import type { Response } from 'express';
import { catchError, concatMap, type Observable } from 'rxjs';
import { type ConcurrencyLimit, ConcurrencyLimits } from '../../common/concurrency-limits.js';

const AT_MOST = 'at-most';

@Injectable()
class AtMostInterceptor implements NestInterceptor {
  constructor(private readonly limits: ConcurrencyLimits) {}

  /** Whoever has an answer finds the place free again: it is given back before. */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const limit = Reflect.getMetadata(AT_MOST, context.getHandler()) as ConcurrencyLimit;
    const leave = await this.limits.enter(limit);
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        const response = context.switchToHttp().getResponse<Response>();
        if (answer instanceof StreamableFile) onceRead(answer.getStream(), response, leave);
        else await leave();
        return answer;
      }),
      catchError(async (error: unknown) => {
        await leave();
        throw error;
      }),
    );
  }
}

/** A stream is read after the handler has returned, by a client that may leave. */
function onceRead(stream: Readable, response: Response, leave: () => Promise<void>): void {
  finished(stream, () => void leave());
  if (response.closed) stream.destroy();
  else response.once('close', () => stream.destroy());
}

/**
 * The route is worked on at most as often at the same time as the variable says; 503 beyond it.
 * Stands below the decorators of other interceptors, so that it comes before them.
 */
export const AtMost = (limit: ConcurrencyLimit): MethodDecorator =>
  applyDecorators(SetMetadata(AT_MOST, limit), UseInterceptors(AtMostInterceptor));
