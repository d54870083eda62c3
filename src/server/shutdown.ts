import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { constants } from 'node:os';

/** Milliseconds for which a kept-alive connection may still bring a request. */
const GRACE = 1_000;

/** Milliseconds in which npm and the terminal may both pass the same Ctrl-C on. */
const ECHO = 300;

/** Knows what a server is working on, so that it can stop without breaking an answer. */
export class Draining {
  private readonly answers = new Set<ServerResponse>();
  private readonly sockets = new Set<Socket>();
  private stopping = false;

  /** @param timeoutSeconds what running requests have to finish */
  constructor(
    private readonly server: Server,
    private readonly timeoutSeconds: number,
  ) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
    server.prependListener('request', (_request, response: ServerResponse) => {
      this.answers.add(response);
      response.once('close', () => this.answers.delete(response));
      // Node announces it as "Connection: close".
      if (this.stopping) response.shouldKeepAlive = false;
    });
  }

  /** Takes no new connections, and returns when all present ones have had their answers. */
  async finish(): Promise<void> {
    this.stopping = true;
    for (const answer of this.answers) answer.shouldKeepAlive = false;
    const closed = new Promise((resolve) => {
      // That of http would at once close connections whose next request is on its way.
      NetServer.prototype.close.call(this.server, resolve);
    });
    const idle = setTimeout(() => {
      this.closeIdle();
    }, GRACE);
    const limit = setTimeout(() => {
      this.server.closeAllConnections();
    }, this.timeoutSeconds * 1000);
    await closed;
    clearTimeout(idle);
    clearTimeout(limit);
  }

  private closeIdle(): void {
    this.server.closeIdleConnections();
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}

/** The first SIGTERM or SIGINT stops in order and exits 0; a second one ends at once. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let first: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (first === undefined) {
        first = now;
        exitAfter(stop());
      } else if (signal === 'SIGTERM' || now - first > ECHO) {
        process.exit(128 + constants.signals[signal]);
      }
    });
  }
}

/** A worker leaves the terminal's signals to its primary, which sends a SIGTERM of its own. */
export function stopWithPrimary(stop: () => Promise<void>): void {
  process.on('SIGINT', () => undefined);
  let stopping = false;
  process.on('SIGTERM', () => {
    if (!stopping) exitAfter(stop());
    stopping = true;
  });
}

function exitAfter(stopped: Promise<void>): void {
  stopped.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
