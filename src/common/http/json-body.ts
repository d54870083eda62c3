import { isUtf8 } from 'node:buffer';
import {
  BadRequestException,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import { json, type Request, type RequestHandler, type Response } from 'express';
import type { Observable } from 'rxjs';

/**
 * Parses a JSON body of at most `limit` bytes, each of which has to be UTF-8. It is an interceptor
 * so that nothing is read of a request that a guard refuses.
 */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  private readonly parse: RequestHandler;

  constructor(limit: number) {
    this.parse = json({
      limit,
      // Any JSON value is parsed; that it has to be an object is said by the validation.
      strict: false,
      verify: (request, _response, bytes) => {
        if (!isUtf8(bytes)) throw new BadRequestException('The body is not valid UTF-8.');
        (request as RawBodyRequest<Request>).rawBody = bytes;
      },
    });
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    await new Promise<void>((resolve, reject) => {
      void this.parse(
        http.getRequest<Request>(),
        http.getResponse<Response>(),
        (error: unknown) => {
          if (error instanceof Error) reject(error);
          else resolve();
        },
      );
    });
    return next.handle();
  }
}
