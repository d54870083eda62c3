import { openConnection } from './connection.mjs';
import { sourceOf } from './scenarios.mjs';

/** The load has a process of its own, whose processor time is nobody else's; its parent says what to send. */
process.on('message', async ({ number, ...task }) => {
  try {
    process.send({ number, result: await run(task) });
  } catch (error) {
    process.send({ number, error: `${task.scenario}: ${error.stack}` });
  }
});

const connections = new Map();
const sources = {};

async function run({ url, scenario, clients, requests }) {
  const source = await (sources[`${url} ${scenario}`] ??= openSource(url, scenario));
  const open = await connectTo(url, clients);
  let left = requests;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    open.map(async (connection, client) => {
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
  return { seconds, loadCpuMs: (user + system) / 1000 };
}

const wrong = ({ status, body }) => `${status} ${body.slice(0, 300)}`;

async function connectTo(url, clients) {
  const known = connections.get(url) ?? [];
  const fresh = known.filter((connection) => connection.isFresh());
  for (const connection of known) if (!fresh.includes(connection)) connection.close();
  while (fresh.length < clients) fresh.push(await openConnection(url));
  connections.set(url, fresh);
  return fresh.slice(0, clients);
}

async function openSource(url, scenario) {
  const connection = await openConnection(url);
  const source = await sourceOf(scenario, connection);
  connection.close();
  return source;
}
