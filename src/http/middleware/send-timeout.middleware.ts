import type { RequestHandler, Response } from 'express';
import { Pace } from '../body/pace.js';

/**
 * Closes the connection of a client that reads a stream too slowly, as soon as it is `seconds` behind
 * the minimum rate: the stream keeps a snapshot of the database open.
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
    // Unless bytes wait to be read, the server is slow, not the client.
    if (response.writableNeedDrain && pace.isLate(passed)) response.destroy();
  }, pace.intervalMs);
  response.once('close', () => {
    clearInterval(timer);
  });
}
