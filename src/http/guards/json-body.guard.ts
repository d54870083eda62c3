import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type RawBodyRequest,
} from '@nestjs/common';
import { raw, type Request, type RequestHandler, type Response } from 'express';
import {
  CodedError,
  pointerTo,
  unknownFields,
  ValidationError,
} from '../../common/errors/coded-error.js';
import { hasBody } from '../body/has-body.js';
import { excessIn } from '../body/json-shape.js';
import { largeWork } from '../../common/turns.js';
import { MERGE_PATCH } from './media-type.guard.js';
import { takesBody } from './per-handler.js';

/** Larger bodies are parsed in a turn of the event loop of their own. */
const LARGE_BODY_BYTES = 16 * 1024;

/**
 * Parses a JSON body of at most `limit` bytes, which has to be valid UTF-8, and rejects any other.
 * It is the last guard: the body of a request that another one rejects is not read, and, unlike an
 * interceptor, it costs a request without a body next to nothing.
 */
@Injectable()
export class JsonBodyGuard implements CanActivate {
  private readonly read: RequestHandler;

  constructor(private readonly limit: number) {
    this.read = raw({ limit, type: ['application/json', MERGE_PATCH] });
  }

  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<RawBodyRequest<Request>>();
    if (!hasBody(request)) return true;
    return this.readBody(request, http.getResponse<Response>(), takesBody(context));
  }

  private async readBody(
    request: RawBodyRequest<Request>,
    response: Response,
    isTaken: boolean,
  ): Promise<true> {
    const bytes = await this.bytesOf(request, response);
    if (bytes === undefined) return true;
    if (bytes.length >= LARGE_BODY_BYTES) {
      await largeWork.next();
      const excess = excessIn(bytes);
      if (excess) throw new ValidationError([excess]);
    }
    request.rawBody = bytes;
    request.body = bytes.length > 0 ? parse(bytes) : undefined;
    if (!isTaken) refuseFields(request.body);
    return true;
  }

  private reasonOf(error: Error, { headers }: Request): Error {
    if ('type' in error) return error.type === 'entity.too.large' ? this.tooLarge() : error;
    // Of what reads a body, only the decompression has errors without a type.
    const detail = `The body is not valid ${headers['content-encoding'] ?? ''}, which is its Content-Encoding.`;
    return new CodedError('malformed', 'MALFORMED_BODY', detail, { cause: error });
  }

  private tooLarge(): CodedError {
    const detail = `The body has more than ${String(this.limit)} bytes, which is BODY_LIMIT.`;
    return new CodedError('too-large', 'PAYLOAD_TOO_LARGE', detail);
  }

  private bytesOf(request: Request, response: Response): Promise<Buffer | undefined> {
    return new Promise((resolve, reject) => {
      void this.read(request, response, (error: unknown) => {
        if (error instanceof Error) reject(this.reasonOf(error, request));
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
