import type { NextFunction, Request, Response } from 'express';
import { CodedError } from '../errors/coded-error.js';

/** A body that is neither JSON nor an upload is refused before anything reads it. */
export function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const empty =
    request.headers['transfer-encoding'] === undefined &&
    Number(request.headers['content-length'] ?? 0) === 0;
  if (empty || request.is('application/json') || request.is('multipart/form-data')) {
    next();
    return;
  }
  next(
    new CodedError(
      'unsupported-type',
      'UNSUPPORTED_MEDIA_TYPE',
      `Send the body as application/json, not ${request.headers['content-type'] ?? 'untyped'}.`,
    ),
  );
}
