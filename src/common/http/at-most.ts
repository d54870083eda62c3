import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { finalize, type Observable } from 'rxjs';
import { type ConcurrencyLimit, ConcurrencyLimits } from '../concurrency-limits.js';

const AT_MOST = 'at-most';

@Injectable()
class AtMostInterceptor implements NestInterceptor {
  constructor(private readonly limits: ConcurrencyLimits) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const limit = Reflect.getMetadata(AT_MOST, context.getHandler()) as ConcurrencyLimit;
    const leave = await this.limits.enter(limit);
    // A stream is sent after the handler has returned, and a handler goes on when its client leaves.
    let parts = 2;
    const end = () => {
      parts -= 1;
      if (parts === 0) leave();
    };
    const response = context.switchToHttp().getResponse<Response>();
    if (response.closed) end();
    else response.once('close', end);
    return next.handle().pipe(finalize(end));
  }
}

/**
 * The route is worked on at most as often at the same time as the variable says; 503 beyond it.
 * Stands below the decorators of other interceptors, so that it comes before them.
 */
export const AtMost = (limit: ConcurrencyLimit): MethodDecorator =>
  applyDecorators(SetMetadata(AT_MOST, limit), UseInterceptors(AtMostInterceptor));
