import { AsyncResource } from 'node:async_hooks';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** With this many waiting requests a connection is not read any further. */
const MAX_WAITING = 100;

/**
 * Begins a pipelined request when the response before it on the connection has been taken by the system.
 * Node begins all of them at once, and keeps their responses in memory until the client reads them.
 */
export function oneAtATime(handle: RequestListener): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    // Node gives a response its socket when it is the next to be sent.
    if (response.socket) {
      handle(request, response);
      return;
    }
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    if (count >= MAX_WAITING) socket.pause();
    // In its own asynchronous context, not in that of the response before.
    const begin = AsyncResource.bind(() => {
      if (!socket.writable) return;
      const left = (waiting.get(socket) ?? 1) - 1;
      waiting.set(socket, left);
      if (left === MAX_WAITING - 1) socket.resume();
      handle(request, response);
    });
    response.once('socket', () => {
      process.nextTick(begin);
    });
  };
}
