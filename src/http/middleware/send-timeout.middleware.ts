import type { RequestHandler, Response } from 'express';
import { Pace } from '../body/pace.js';

/**
 * Hangs up on a client that does not read what is streamed to it, as soon as it is `seconds` behind
 * the slowest that is allowed: the stream holds a snapshot of the database open.
 */
export const sendTimeout =
  (seconds: number): RequestHandler =>
  (_request, response, next) => {
    response.once('pipe', () => {
      watch(response, new Pace(seconds));
    });
    next();
  };

function watch(response: Response, pace: Pace): void {
  let seen = 0;
  const timer = setInterval(() => {
    const sent = response.socket?.bytesWritten ?? 0;
    const passed = sent - seen;
    seen = sent;
    // While nothing waits to be read, the delay is ours.
    if (response.writableNeedDrain && pace.isLate(passed)) response.destroy();
  }, pace.intervalMs);
  response.once('close', () => {
    clearInterval(timer);
  });
}
