import { createHash } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

/** A response body, and the full representation that its entity tag is computed from. */
export class Tagged<T> {
  constructor(
    readonly body: T,
    readonly version: number,
    readonly representation: unknown,
  ) {}
}

/**
 * Sets the `ETag` of what a GET of the same resource would return: `"<version>-<hash>"`. Express
 * compares it with `If-None-Match` when it sends the response, and turns it into a 304.
 */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor<Tagged<unknown>, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<Tagged<unknown>>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map(({ body, version, representation }) => {
        response.setHeader('ETag', `"${String(version)}-${hashOf(representation)}"`);
        // Cached only by the client, and revalidated with the tag each time.
        response.setHeader('Cache-Control', 'private, no-cache');
        return body;
      }),
    );
  }
}

const hashOf = (representation: unknown): string =>
  createHash('sha256').update(JSON.stringify(representation)).digest('hex').slice(0, 16);
