import { median } from '../statistics.mjs';
import { cpuBetween, readCpu } from './cpu.mjs';

const WARM_UP_ROUNDS = 2;

/**
 * Sends the requests of a scenario to each server, turn by turn, so that noise meets all of them:
 * rounds of requests that take the first two about `roundMs` each. The figures of each server, and
 * the ratio of the first two in each round.
 */
export async function measure({ load, servers, scenario, clients, rounds, roundMs }) {
  const task = { scenario, clients };
  const requests = await requestsOfRound(load, servers, { ...task, roundMs });
  const measured = servers.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [index, server] of servers.entries()) {
      const figures = await oneRound(load, server, { ...task, requests });
      if (round >= 0) measured[index].push(figures);
    }
  }
  const [ours, limit] = measured;
  return {
    requests,
    servers: measured.map((figures) => ({
      cpuUs: median(figures.map(({ cpuUs }) => cpuUs)),
      rate: median(figures.map(({ rate }) => rate)),
      loadShare: median(figures.map(({ loadShare }) => loadShare)),
    })),
    cpuRatios: ours.map(({ cpuUs }, round) => cpuUs / limit[round].cpuUs),
    rateRatios: ours.map(({ rate }, round) => rate / limit[round].rate),
  };
}

async function oneRound(load, { url, pid }, task) {
  const before = pid && readCpu(pid);
  const { seconds, loadCpuMs } = await load.run({ url, ...task });
  const cpuMs = pid ? cpuBetween(before, readCpu(pid)) : NaN;
  return {
    cpuUs: (1000 * cpuMs) / task.requests,
    rate: task.requests / seconds,
    loadShare: loadCpuMs / (seconds * 1000),
  };
}

const FEWEST = 20;
const MOST = 4_000;

/** The same number for every server, so that what they write stays the same. */
async function requestsOfRound(load, servers, { roundMs, ...task }) {
  const few = Math.max(FEWEST, task.clients);
  const seconds = [];
  for (const { url } of servers) {
    // The first requests of a server are its slowest.
    for (const requests of [few, few])
      seconds.push((await load.run({ url, ...task, requests })).seconds);
  }
  const each = (seconds[1] + seconds[3]) / 2 / few;
  const wanted = Math.round(roundMs / 1000 / each);
  return Math.min(MOST, Math.max(few, wanted));
}
