/** The latency of an honest client, measured in a process that does nothing else. */
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './clients.mjs';

const [, , url, seconds] = process.argv;
const agent = new Agent({ keepAlive: true });
const until = performance.now() + Number(seconds) * 1000;
const times = [];
while (performance.now() < until) {
  const start = performance.now();
  const status = await send(url, { method: 'GET', path: '/issues/1', agent });
  if (status !== 200) throw new Error(`GET /issues/1: ${status}`);
  times.push(performance.now() - start);
  await sleep(5);
}
agent.destroy();
console.log(JSON.stringify(times));
