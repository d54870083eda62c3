import { RequestTimeoutException } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { Pace } from './pace.js';
import { sendProblem } from './send-problem.js';

/**
 * Cuts off a body that is not complete after `seconds`. An upload may take longer, until
 * it is that far behind the slowest that is allowed.
 */
export const bodyTimeout =
  (seconds: number): RequestHandler =>
  (request, response, next) => {
    if (hasBody(request)) watch(request, response, new Pace(seconds));
    next();
  };

function watch(request: Request, response: Response, pace: Pace): void {
  const upload = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
  let seen = request.socket.bytesRead;
  const timer = setInterval(() => {
    const arrived = request.socket.bytesRead - seen;
    seen += arrived;
    // What lies here unread is our delay, not the client's: an import reads as fast as it stores.
    if (request.complete || request.readableLength > 0) return;
    if (pace.isLate(upload ? arrived : 0)) cutOff(request, response, stop);
  }, pace.tick);
  const stop = () => {
    clearInterval(timer);
  };
  request.once('end', stop).once('close', stop);
  response.once('close', stop);
}

function cutOff(request: Request, response: Response, stop: () => void): void {
  stop();
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  response.setHeader('Connection', 'close');
  // Whoever reads the body learns only so that no more will come.
  response.once('close', () => request.destroy());
  sendProblem(new RequestTimeoutException('The body took too long.'), request, response);
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
