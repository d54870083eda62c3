import { isUtf8 } from 'node:buffer';
import { BadRequestException, type RawBodyRequest } from '@nestjs/common';
import { json, type Request, type RequestHandler } from 'express';

/** Parses a JSON body of at most `limit` bytes, each of which has to be UTF-8. */
export const jsonBody = (limit: number): RequestHandler =>
  json({
    limit,
    // Any JSON value is parsed; that it has to be an object is said by the validation.
    strict: false,
    verify: (request, _response, bytes) => {
      if (!isUtf8(bytes)) throw new BadRequestException('The body is not valid UTF-8.');
      (request as RawBodyRequest<Request>).rawBody = bytes;
    },
  });
