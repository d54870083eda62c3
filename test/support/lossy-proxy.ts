import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LossyProxy {
  readonly url: string;
  /** The requests whose response was lost. */
  readonly lost: readonly string[];
  close(): void;
}

/** Forwards every request, and breaks the connection instead of the first response to each POST. */
export async function startLossyProxy(target: string): Promise<LossyProxy> {
  const lost: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const name = `${method} ${url}`;
    const sent = request(new URL(url, target), { method, headers }, (response) => {
      if (method === 'POST' && !lost.includes(name)) {
        lost.push(name);
        response.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(response.statusCode ?? 0, response.rawHeaders);
      response.pipe(outgoing);
    });
    sent.on('error', () => outgoing.destroy());
    incoming.pipe(sent);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    lost,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
