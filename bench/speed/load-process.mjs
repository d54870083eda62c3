import { seededRandom } from '../../dist/src/common/random.js';
import { openConnection } from './connection.mjs';
import { REQUESTS } from './scenarios.mjs';

/** The load has a process of its own, whose processor time is nobody else's; its parent says what to send. */
process.on('message', async ({ number, ...task }) => {
  try {
    process.send({ number, result: await run(task) });
  } catch (error) {
    process.send({ number, error: `${task.scenario}: ${error.stack}` });
  }
});

const servers = new Map();

async function run({ url, scenario, clients, requests }) {
  const server = await connectedTo(url, clients);
  const source = await (server.sources[scenario] ??= sourceOf(server, scenario));
  let left = requests;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    server.connections.slice(0, clients).map(async (connection, client) => {
      while (left-- > 0) {
        const request = source(client);
        const response = await connection.send(request);
        if (response.status === request.status) request.done?.(response);
        else throw new Error(`${request.method} ${request.path}: ${wrong(response)}`);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  server.used = performance.now();
  return { seconds, loadCpuMs: (user + system) / 1000 };
}

const wrong = ({ status, body }) => `${status} ${body.slice(0, 300)}`;

/** A server closes a connection that nobody uses for some seconds. */
const IDLE_MS = 2_000;

async function connectedTo(url, clients) {
  if (!servers.has(url))
    servers.set(url, { connections: [], sources: {}, used: performance.now() });
  const server = servers.get(url);
  if (performance.now() - server.used > IDLE_MS) {
    for (const connection of server.connections.splice(0)) connection.close();
  }
  while (server.connections.length < clients) server.connections.push(await openConnection(url));
  return server;
}

function sourceOf(server, scenario) {
  const next = seededRandom(1);
  return REQUESTS[scenario]({
    random: (below) => Math.floor(next() * below),
    ask: (request) => server.connections[0].send(request),
  });
}
