import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendProblem } from '../problem/send-problem.js';

/** A file to save under a name. An error before the first byte becomes a problem document. */
export function toFile(stream: Readable, name: string, type: string): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  return new StreamableFile(stream, { type, disposition }).setErrorHandler((error, response) => {
    const expressResponse = response as unknown as Response;
    expressResponse.removeHeader('Content-Disposition');
    sendProblem(error, expressResponse.req as Request, expressResponse);
  });
}
