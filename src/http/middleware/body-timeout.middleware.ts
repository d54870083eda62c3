import type { Request, RequestHandler, Response } from 'express';
import { CodedError } from '../../common/errors/coded-error.js';
import { hasBody } from '../body/has-body.js';
import { Pace } from '../body/pace.js';
import { sendProblem } from '../problem/send-problem.js';

/**
 * Cuts off a body that is not complete after `seconds`, even when the response was sent. An upload may take longer,
 * until it is that far behind the slowest that is allowed.
 */
export const bodyTimeout =
  (seconds: number): RequestHandler =>
  (request, response, next) => {
    if (hasBody(request)) watch(request, response, new Pace(seconds));
    next();
  };

class BodyTimeoutError extends CodedError {
  constructor() {
    super('timeout', 'REQUEST_TIMEOUT', 'The body took too long.');
  }
}

const readers = new WeakMap<Request, (error: CodedError) => void>();

/** Lets the reader of a body handle the timeout, for instance to report what it has stored. */
export function onBodyTimeout(request: Request, fail: (error: CodedError) => void): void {
  readers.set(request, fail);
}

function watch(request: Request, response: Response, pace: Pace): void {
  const upload = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
  let seen = request.socket.bytesRead;
  const timer = setInterval(() => {
    const arrived = request.socket.bytesRead - seen;
    seen += arrived;
    // Unread bytes mean that the server is slow, not the client: an import reads as fast as it stores.
    if (request.complete || request.readableLength > 0) return;
    if (pace.isLate(upload ? arrived : 0)) cutOff(request, response, stop);
  }, pace.intervalMs);
  const { socket } = request;
  const stop = () => {
    clearInterval(timer);
    socket.off('close', stop);
  };
  request.once('end', stop);
  socket.once('close', stop);
}

function cutOff(request: Request, response: Response, stop: () => void): void {
  stop();
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  response.setHeader('Connection', 'close');
  // A reader without `onBodyTimeout` learns only by this that no more bytes will come.
  response.once('close', () => request.destroy());
  const error = new BodyTimeoutError();
  const fail = readers.get(request);
  if (fail) fail(error);
  else sendProblem(error, request, response);
}
