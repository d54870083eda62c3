import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';

/** Sets the `Location` of a created resource: the path of the list, and its id. */
@Injectable()
export class LocationInterceptor implements NestInterceptor<{ id: number }, { id: number }> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ id: number }>,
  ): Observable<{ id: number }> {
    const http = context.switchToHttp();
    const { path } = http.getRequest<Request>();
    return next.handle().pipe(
      map((created) => {
        http.getResponse<Response>().location(`${path.replace(/\/$/, '')}/${String(created.id)}`);
        return created;
      }),
    );
  }
}
