import type { Socket } from 'node:net';
import type { RequestHandler, Response } from 'express';
import { Pace } from '../body/pace.js';

/** Bytes of complete responses that wait in this process until their clients read them. */
const MAX_UNREAD_BYTES = 128 * 1024 * 1024;

/**
 * Closes the connection of a client that reads its response too slowly, as soon as it is `seconds`
 * behind the minimum rate: a stream keeps a snapshot of the database open, and any other response is
 * kept in memory. Beyond `MAX_UNREAD_BYTES` the client that has taken longest is disconnected at once.
 */
export function sendTimeout(seconds: number): RequestHandler {
  /** In the order in which they were written. */
  const unread = new Set<Response>();
  return (_request, response, next) => {
    response.once('pipe', () => {
      const written = () => response.socket?.bytesWritten ?? 0;
      watch(response, new Pace(seconds), () => response.writableNeedDrain, written);
    });
    // All of the response has been written, and mostly the system has taken all of it.
    response.once('prefinish', () => {
      if (response.writableFinished) return;
      const { socket } = response;
      const sent = () => (socket?.bytesWritten ?? 0) - queuedOf(socket);
      watch(response, new Pace(seconds), () => true, sent);
      unread.add(response);
      response.once('close', () => unread.delete(response));
      makeRoom(unread);
    });
    next();
  };
}

/** @param isUnread whether bytes wait to be read; otherwise the server is slow, not the client */
function watch(
  response: Response,
  pace: Pace,
  isUnread: () => boolean,
  sentBytes: () => number,
): void {
  let seen = sentBytes();
  const timer = setInterval(() => {
    const sent = sentBytes();
    const passed = Math.max(0, sent - seen);
    seen = sent;
    if (isUnread() && pace.isLate(passed)) response.destroy();
  }, pace.intervalMs);
  response.once('close', () => {
    clearInterval(timer);
  });
}

/** Bytes that the system has not taken yet: `bytesWritten` counts a write as soon as it begins. */
const queuedOf = (socket: Socket | null): number =>
  (socket as { readonly _handle?: { readonly writeQueueSize?: number } | null } | null)?._handle
    ?.writeQueueSize ?? 0;

function makeRoom(unread: ReadonlySet<Response>): void {
  let bytes = 0;
  for (const { socket } of unread) bytes += socket?.writableLength ?? 0;
  for (const response of unread) {
    if (bytes <= MAX_UNREAD_BYTES) return;
    bytes -= response.socket?.writableLength ?? 0;
    response.destroy();
  }
}
