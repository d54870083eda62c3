import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { rateLimitAnswers } from './auth/rate-limits.js';
import { answerCalls } from './common/workers/calls.js';
import { createLog } from './common/logging/create-log.js';
import type { Configuration } from './config/configuration.js';
import { metricsAnswers } from './metrics/worker-metrics.js';
import type { Serving } from './serve.js';

/** Milliseconds before a worker that ended is replaced; doubled while they end soon. */
const BACK_OFF = { first: 100, longest: 30_000 };

/** A worker that lived as long as this ended for a reason of its own. */
const LONG_LIFE = 10_000;

/** Milliseconds after which a worker that was told to stop is killed; its own limit is shorter. */
const KILL_AFTER = 12_000;

/** A worker has said on standard error why it cannot start; there is nothing to add. */
export class WorkerStartError extends Error {
  override readonly name = 'WorkerStartError';
}

/**
 * Serves with several processes on one port, and replaces the ones that crash.
 *
 * @throws WorkerStartError when they cannot start
 */
export async function superviseWorkers(configuration: Configuration): Promise<Serving> {
  answerCalls({ ...rateLimitAnswers(), ...metricsAnswers() });
  const supervisor = new Supervisor(createLog(configuration.log));
  // The first one finds out what would stop all of them, and says it once.
  const port = await supervisor.start();
  const { host, workers } = configuration.http;
  await Promise.all(Array.from({ length: workers - 1 }, () => supervisor.start()));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    stop: () => supervisor.stop(),
  };
}

class Supervisor {
  private stopping = false;
  private crashes = 0;

  constructor(private readonly log: Logger) {}

  /** Starts a worker and returns the port once it listens. */
  async start(): Promise<number> {
    const worker = cluster.fork();
    const given = new AbortController();
    const listening = once(worker, 'listening', { signal: given.signal });
    const ended = once(worker, 'exit', { signal: given.signal });
    try {
      const [address] = (await Promise.race([listening, ended.then(refuse)])) as [{ port: number }];
      this.watch(worker);
      return address.port;
    } finally {
      given.abort();
      await Promise.allSettled([listening, ended]);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(workers.map(stopWorker));
  }

  private watch(worker: Worker): void {
    const started = performance.now();
    worker.once('exit', (code: number | null, signal: string | null) => {
      if (this.stopping) return;
      if (performance.now() - started > LONG_LIFE) this.crashes = 0;
      this.log.error({ worker: worker.process.pid, code, signal }, 'worker ended');
      void this.replace();
    });
  }

  private async replace(): Promise<void> {
    await sleep(Math.min(BACK_OFF.first * 2 ** this.crashes, BACK_OFF.longest));
    this.crashes += 1;
    if (this.stopping) return;
    try {
      await this.start();
      this.log.info('worker replaced');
    } catch {
      void this.replace();
    }
  }
}

function refuse(): never {
  throw new WorkerStartError('A worker could not start.');
}

async function stopWorker(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  const late = setTimeout(() => worker.process.kill('SIGKILL'), KILL_AFTER);
  await ended;
  clearTimeout(late);
}
