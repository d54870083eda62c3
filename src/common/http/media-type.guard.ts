import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import { CodedError } from '../errors/coded-error.js';

const UPLOAD = 'upload';

/** The route takes multipart/form-data in place of JSON. */
export const TakesUpload = (): MethodDecorator => SetMetadata(UPLOAD, true);

/** Refuses a body of another type than the route takes; JSON is UTF-8 (RFC 8259). */
@Injectable()
export class MediaTypeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const upload = Reflect.getMetadata(UPLOAD, context.getHandler()) === true;
    const expected = upload ? 'multipart/form-data' : 'application/json';
    if (isEmpty(request) || upload || (request.is(expected) && isUtf8(request))) return true;
    throw new CodedError(
      'unsupported-type',
      'UNSUPPORTED_MEDIA_TYPE',
      `Send the body as ${expected}, not ${request.headers['content-type'] ?? 'untyped'}.`,
    );
  }
}

const isUtf8 = ({ headers }: Request): boolean => {
  const charset = /;\s*charset="?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
};

const isEmpty = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
