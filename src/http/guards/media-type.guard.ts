import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CodedError } from '../../common/errors/coded-error.js';
import { hasBody } from '../body/has-body.js';
import { perHandler } from './per-handler.js';

/** JSON Merge Patch (RFC 7396): absent fields are kept, `null` clears. */
export const MERGE_PATCH = 'application/merge-patch+json';

const TYPES = 'media-types';

const JSON_TYPES: readonly string[] = ['application/json'];

/** The route takes an upload instead of JSON; its interceptor validates the format. */
export const TakesUpload = (): MethodDecorator =>
  applyDecorators(SetMetadata(TYPES, []), ApiConsumes('multipart/form-data'));

/** The route takes a JSON merge patch, under its own name (RFC 7396) or as plain JSON. */
export const TakesMergePatch = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(TYPES, [...JSON_TYPES, MERGE_PATCH]),
    ApiConsumes(...JSON_TYPES, MERGE_PATCH),
  );

const expectedTypes = perHandler(
  (context) =>
    (Reflect.getMetadata(TYPES, context.getHandler()) as string[] | undefined) ?? JSON_TYPES,
);

/** Rejects a body that is compressed or typed otherwise than the route takes; JSON is UTF-8 (RFC 8259). */
@Injectable()
export class MediaTypeGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (!hasBody(request)) return true;
    const response = http.getResponse<Response>();
    const expected = expectedTypes(context);
    requireCoding(request, response, expected.length > 0 ? JSON_CODINGS : []);
    if (expected.length === 0) return true;
    if (request.is([...expected]) && isUtf8(request)) return true;
    if (request.method === 'PATCH') response.setHeader('Accept-Patch', expected.join(', '));
    throw new CodedError(
      'unsupported-type',
      'UNSUPPORTED_MEDIA_TYPE',
      `Send the body as ${expected.join(' or ')}, not ${request.headers['content-type'] ?? 'untyped'}.`,
    );
  }
}

/** Compressions of a JSON body; an upload is read as it arrives. */
const JSON_CODINGS: readonly string[] = ['gzip', 'deflate', 'br'];

function requireCoding({ headers }: Request, response: Response, taken: readonly string[]): void {
  const coding = headers['content-encoding'];
  if (!coding || [...taken, 'identity'].includes(coding.toLowerCase())) return;
  response.setHeader('Accept-Encoding', [...taken, 'identity'].join(', '));
  const expected = taken.length > 0 ? `plain, or as ${taken.join(', ')}` : 'plain';
  throw new CodedError(
    'unsupported-type',
    'UNSUPPORTED_MEDIA_TYPE',
    `Send the body ${expected}, not with Content-Encoding: ${coding}.`,
  );
}

const isUtf8 = ({ headers }: Request): boolean => {
  const charset = /;\s*charset="?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
};
