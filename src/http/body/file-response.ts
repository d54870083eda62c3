import type { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendProblem } from '../problem/send-problem.js';

/** A file to save under a name. What fails before its first byte is answered like any other error. */
export function toFile(stream: Readable, name: string, type: string): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  return new StreamableFile(stream, { type, disposition }).setErrorHandler((error, response) => {
    const answer = response as unknown as Response;
    answer.removeHeader('Content-Disposition');
    sendProblem(error, answer.req as Request, answer);
  });
}
