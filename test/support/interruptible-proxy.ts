import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface InterruptibleProxy {
  /** The given URL with the host of the proxy. */
  readonly url: string;
  /** Breaks every connection and refuses new ones. */
  interrupt(): Promise<void>;
  /** Listens again, on the same port. */
  resume(): Promise<void>;
  /** Keeps every connection, accepts new ones, and forwards nothing. */
  freeze(): void;
  /** Forwards again, including what was received meanwhile. */
  thaw(): void;
  /** Number of statements with parameters that were forwarded. */
  statements(): number;
}

/** The first byte of the message with which a client of PostgreSQL begins such a statement. */
const PARSE = 'P'.charCodeAt(0);

/** A proxy between the application and PostgreSQL, so that a test can make it unavailable. */
export async function createInterruptibleProxy(target: string): Promise<InterruptibleProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const state = { frozen: false, statements: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(port || 5432), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (piece: Buffer) => {
      if (piece[0] === PARSE) state.statements += 1;
    });
    client.pipe(upstream).pipe(client);
    if (state.frozen) for (const socket of [client, upstream]) socket.pause();
  });
  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(on, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  const url = new URL(target);
  url.host = `127.0.0.1:${String(own)}`;
  return {
    url: url.href,
    interrupt: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
    resume: () => listen(own),
    freeze: () => {
      state.frozen = true;
      for (const socket of sockets) socket.pause();
    },
    statements: () => state.statements,
    thaw: () => {
      state.frozen = false;
      for (const socket of sockets) socket.resume();
    },
  };
}
