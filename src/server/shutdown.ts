import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { constants } from 'node:os';

/** How long an idle keep-alive connection may still send a request. */
const GRACE_PERIOD_MS = 1_000;

/** npm and the terminal may both deliver the same Ctrl-C: a second signal within this time is ignored. */
const REPEATED_SIGNAL_MS = 300;

/** Tracks the running requests of a server, so that it can stop without cutting off a response. */
export class Draining {
  private readonly responses = new Map<Socket, Set<ServerResponse>>();
  private stopping = false;

  /** @param timeoutSeconds for running requests to finish */
  constructor(
    private readonly server: Server,
    private readonly timeoutSeconds: number,
  ) {
    server.on('connection', (socket: Socket) => {
      this.responses.set(socket, new Set());
      // A pipelined request that has not begun by then has a response that never closes.
      socket.once('close', () => this.responses.delete(socket));
    });
    server.prependListener('request', ({ socket }, response: ServerResponse) => {
      const responses = this.responses.get(socket);
      responses?.add(response);
      response.once('close', () => responses?.delete(response));
      // Makes Node send "Connection: close".
      if (this.stopping) response.shouldKeepAlive = false;
    });
  }

  /** Accepts no new connections, and returns when every running request has its response. */
  async finish(): Promise<void> {
    this.stopping = true;
    for (const responses of this.responses.values()) {
      for (const response of responses) response.shouldKeepAlive = false;
    }
    const closed = new Promise((resolve) => {
      // `close` of http.Server would close idle connections at once, with requests that are on their way.
      NetServer.prototype.close.call(this.server, resolve);
    });
    const idle = setTimeout(() => {
      // Requests that have arrived are read before this runs: on a busy machine they may still wait.
      setImmediate(() => {
        this.closeIdle();
      });
    }, GRACE_PERIOD_MS);
    const limit = setTimeout(() => {
      this.server.closeAllConnections();
    }, this.timeoutSeconds * 1000);
    await closed;
    clearTimeout(idle);
    clearTimeout(limit);
  }

  private closeIdle(): void {
    this.server.closeIdleConnections();
    for (const socket of this.responses.keys()) if (socket.bytesRead === 0) socket.destroy();
  }
}

/** The first SIGTERM or SIGINT stops gracefully and exits 0; a second one exits at once. */
export function stopOnSignals(stop: () => Promise<void>): void {
  let first: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (first === undefined) {
        first = now;
        exitAfter(stop());
      } else if (signal === 'SIGTERM' || now - first > REPEATED_SIGNAL_MS) {
        process.exit(128 + constants.signals[signal]);
      }
    });
  }
}

/** A worker ignores Ctrl-C: its primary gets it too, and sends SIGTERM. */
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
