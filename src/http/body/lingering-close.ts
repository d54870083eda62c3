import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/**
 * Reads what a client still sends after its response, before the connection is closed. A
 * connection closed with bytes unread is reset, and a client that is still writing then may never
 * see the response. body-timeout.middleware.ts limits how long a body may take.
 */
export function lingerBeforeClose(request: IncomingMessage): void {
  const { socket } = request;
  const close = () => {
    Socket.prototype.destroySoon.call(socket);
  };
  // Node calls this after the last response on a connection.
  socket.destroySoon = () => {
    if (request.complete) {
      close();
      return;
    }
    // Before Node's own listener, which would refuse the incomplete request as malformed.
    socket.prependOnceListener('end', close);
    request.once('end', close).resume();
  };
}
