import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import { raw, type Request, type RequestHandler, type Response } from 'express';
import type { Observable } from 'rxjs';
import {
  CodedError,
  pointerTo,
  unknownFields,
  ValidationError,
} from '../../common/errors/coded-error.js';
import { takes } from '../guards/route-arguments.js';
import { Turns } from './turns.js';

/** JSON Merge Patch (RFC 7396): absent fields are kept, `null` clears. */
export const MERGE_PATCH = 'application/merge-patch+json';

/** Larger bodies are parsed one per turn of the event loop: several at once would block it noticeably. */
const LARGE_BODY_BYTES = 16 * 1024;

/**
 * Parses a JSON body of at most `limit` bytes, which has to be valid UTF-8. It is an interceptor, so
 * that the body of a request that a guard rejects is not read.
 */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  private readonly read: RequestHandler;

  private readonly turns = new Turns();

  constructor(private readonly limit: number) {
    this.read = raw({ limit, type: ['application/json', MERGE_PATCH] });
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<RawBodyRequest<Request>>();
    const bytes = await this.bytesOf(request, http.getResponse<Response>());
    if (bytes !== undefined) {
      if (bytes.length >= LARGE_BODY_BYTES) await this.turns.next();
      request.rawBody = bytes;
      request.body = bytes.length > 0 ? parse(bytes) : undefined;
      if (!takes(context, 'BODY')) refuseFields(request.body);
    }
    return next.handle();
  }

  private tooLarge(): CodedError {
    const detail = `The body has more than ${String(this.limit)} bytes, which is BODY_LIMIT.`;
    return new CodedError('too-large', 'PAYLOAD_TOO_LARGE', detail);
  }

  private bytesOf(request: Request, response: Response): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      void this.read(request, response, (error: unknown) => {
        if (error instanceof Error) reject(isTooLarge(error) ? this.tooLarge() : error);
        else resolve(Buffer.isBuffer(request.body) ? request.body : undefined);
      });
    });
  }
}

/** Many clients send `{}` to a route without a body: it is accepted, fields are not. */
function refuseFields(body: unknown): void {
  if (body === undefined) return;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ValidationError([
      { pointer: '', code: 'unknown', detail: 'This route takes no body.' },
    ]);
  }
  const names = Object.keys(body);
  if (names.length > 0) throw unknownFields(names.map((name) => ({ pointer: pointerTo([name]) })));
}

const isTooLarge = (error: Error): boolean => 'type' in error && error.type === 'entity.too.large';

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): unknown {
  const text = valid('The body is not valid UTF-8.', () => utf8.decode(bytes));
  return valid('The body is not valid JSON.', () => JSON.parse(text) as unknown);
}

function valid<T>(otherwise: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CodedError('malformed', 'MALFORMED_BODY', otherwise, { cause });
  }
}
