import { RequestTimeoutException } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { sendProblem } from './send-problem.js';

/** Bytes a second, on average, below which an upload counts as stuck. */
const SLOWEST_UPLOAD = 10_000;

/**
 * Cuts off a body that is not complete after `seconds`. An upload may take longer, as long as
 * enough of it arrives in every such time.
 */
export const bodyTimeout =
  (seconds: number): RequestHandler =>
  (request, response, next) => {
    if (hasBody(request)) watch(request, response, seconds);
    next();
  };

function watch(request: Request, response: Response, seconds: number): void {
  const upload = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
  let seen = request.socket.bytesRead;
  const timer = setInterval(() => {
    const arrived = request.socket.bytesRead - seen;
    seen = request.socket.bytesRead;
    if (upload && arrived >= SLOWEST_UPLOAD * seconds) return;
    stop();
    if (response.headersSent) {
      request.socket.destroy();
      return;
    }
    response.setHeader('Connection', 'close');
    // Whoever reads the body learns only so that no more will come.
    response.once('close', () => request.destroy());
    sendProblem(new RequestTimeoutException('The body took too long.'), request, response);
  }, seconds * 1000);
  const stop = () => {
    clearInterval(timer);
  };
  request.once('end', stop).once('close', stop);
  response.once('close', stop);
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
