import { RequestTimeoutException } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { sendProblem } from './send-problem.js';

/** Bytes a millisecond, on average, below which an upload falls behind. */
const SLOWEST_UPLOAD = 10;

/** How often in its time a body is looked at. */
const TICKS = 10;

/**
 * Cuts off a body that is not complete after `seconds`. An upload may take longer, until
 * it is that far behind the slowest that is allowed.
 */
export const bodyTimeout =
  (seconds: number): RequestHandler =>
  (request, response, next) => {
    if (hasBody(request)) watch(request, response, seconds);
    next();
  };

function watch(request: Request, response: Response, seconds: number): void {
  const upload = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
  const limit = seconds * 1000;
  let seen = request.socket.bytesRead;
  let behind = 0;
  const timer = setInterval(() => {
    const arrived = request.socket.bytesRead - seen;
    seen += arrived;
    // What lies here unread is our delay, not the client's: an import reads as fast as it stores.
    if (request.complete || request.readableLength > 0) return;
    const worth = upload ? arrived / SLOWEST_UPLOAD : 0;
    behind = Math.max(0, behind + limit / TICKS - worth);
    if (Math.round(behind) >= limit) cutOff(request, response, stop);
  }, limit / TICKS);
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
