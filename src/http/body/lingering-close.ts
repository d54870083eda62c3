import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/**
 * Reads what a client still sends when it has been answered, before its connection is closed. A
 * connection closed with bytes unread is reset, and a client that is still writing then may never
 * see its answer. How long a body may go on for is the matter of body-timeout.ts.
 */
export function lingerBeforeClose(request: IncomingMessage): void {
  const { socket } = request;
  const close = () => {
    Socket.prototype.destroySoon.call(socket);
  };
  // What Node calls after the last answer on a connection.
  socket.destroySoon = () => {
    if (request.complete) {
      close();
      return;
    }
    // Before Node, which would answer the half of a request as malformed.
    socket.prependOnceListener('end', close);
    request.once('end', close).resume();
  };
}
