import { HttpException } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** Rejects a path and query of more than `limit` bytes (414). */
export const urlLimit =
  (limit: number): RequestHandler =>
  (request, _response, next) => {
    // Truncated: the response and the log need not repeat a URL that is too long.
    const tooLong = request.originalUrl.length > limit;
    if (tooLong) request.originalUrl = request.originalUrl.slice(0, 100);
    next(tooLong ? new HttpException('The URL is longer than URL_LIMIT.', 414) : undefined);
  };
