import { median } from '../statistics.mjs';
import { cpuBetween, readCpu } from './cpu.mjs';

/**
 * V8 compiles what is used often only after some thousand requests; before, they take twice as long.
 * That many are enough, or that many rounds.
 */
const WARM_UP = { requests: 3_000, rounds: 6 };

/**
 * Sends the requests of a scenario to each server, turn by turn, so that noise meets all of them.
 * The first two are what is compared, in each round. Without `requests`, a round has as many as take
 * `roundMs` of the processor. `isWarm` says that the scenario has been measured before.
 */
export async function measure({ load, servers, rounds, roundMs, requests, isWarm, ...task }) {
  const count = requests ?? (await requestsOfRound(load, servers, { ...task, roundMs }));
  const warmUp = isWarm ? 1 : Math.min(WARM_UP.rounds, Math.ceil(WARM_UP.requests / count));
  const measured = servers.map(() => []);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [index, server] of servers.entries()) {
      const figures = await oneRound(load, server, { ...task, requests: count });
      if (round >= 0) measured[index].push(figures);
    }
  }
  const medians = (name) => (figures) => median(figures.map((figure) => figure[name]));
  const [cpuUs, rate, loadShare] = ['cpuUs', 'rate', 'loadShare'].map(medians);
  const ratios = (name) =>
    measured[0].map((figure, round) => figure[name] / measured[1][round][name]);
  return {
    servers: measured.map((figures) => ({
      cpuUs: cpuUs(figures),
      rate: rate(figures),
      loadShare: loadShare(figures),
    })),
    cpuRatios: ratios('cpuUs'),
    rateRatios: ratios('rate'),
  };
}

/** A server without a process id is somebody else's, of which only the rate is known. */
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

const PILOT_REQUESTS = 50;
const FEWEST = 10;
const MOST = 4_000;

/** The same number for every server, so that what they write stays the same. */
async function requestsOfRound(load, servers, { roundMs, ...task }) {
  const pilot = { ...task, requests: Math.max(task.clients, PILOT_REQUESTS) };
  let cpuUs = 0;
  for (const server of servers) {
    // The first requests of a server are its slowest.
    await oneRound(load, server, pilot);
    const figures = await oneRound(load, server, pilot);
    if (server.pid) cpuUs += figures.cpuUs / 2;
  }
  const wanted = Math.round((1000 * roundMs) / cpuUs);
  return Math.min(MOST, Math.max(FEWEST, task.clients, wanted));
}
