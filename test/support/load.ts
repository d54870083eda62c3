import { Agent, type IncomingMessage, request } from 'node:http';

export interface LoadReport {
  /** Ids of the issues whose creation was acknowledged. */
  readonly created: number[];
  /** Number of complete responses. */
  responses: number;
  /** Number of connections that the server refused, or never accepted. */
  refused: number;
  /** What no client may see: a partial response, none on a connection in use, or a 5xx status. */
  readonly broken: string[];
}

/**
 * Clients with one keep-alive connection each, which create and read until the server has stopped. The
 * report grows until `ended` resolves.
 */
export function loadUntilStopped(url: string, clients: number) {
  const report: LoadReport = { created: [], responses: 0, refused: 0, broken: [] };
  const all = Array.from({ length: clients }, (_, index) => client(url, index, report));
  return { report, ended: Promise.all(all) };
}

async function client(url: string, index: number, report: LoadReport): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let turn = 0; ; turn += 1) {
    try {
      if ((turn + index) % 2 === 0) await send(agent, 'GET', `${url}/issues?page_size=5`);
      else {
        const body = await send(agent, 'POST', `${url}/issues`, { title: 'Acknowledged' });
        report.created.push((body as { id: number }).id);
      }
      report.responses += 1;
    } catch (error) {
      agent.destroy();
      if (error instanceof RefusedError) report.refused += 1;
      else report.broken.push(String(error));
      return;
    }
  }
}

class RefusedError extends Error {}

function send(agent: Agent, method: string, url: string, body?: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let received: IncomingMessage | undefined;
    const headers = { 'Content-Type': 'application/json' };
    const sent = request(url, { agent, method, headers }, (response) => {
      received = response;
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0 } = response;
        if (status >= 300) reject(new Error(`${method} returned ${String(status)}: ${text}`));
        else resolve(JSON.parse(text));
      });
    });
    sent.on('error', (error) => {
      const refused = !sent.reusedSocket && received === undefined;
      reject(refused ? new RefusedError(error.message) : new Error(`${method}: ${error.message}`));
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
