import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { rateLimitHandlers } from '../auth/rate-limits.js';
import { concurrencyHandlers } from '../common/concurrency-limits.js';
import { handleCalls } from '../common/workers/calls.js';
import { createLog } from '../common/logging/create-log.js';
import type { Configuration } from '../config/configuration.js';
import { metricsHandlers } from '../metrics/worker-metrics.js';
import { storageFailureHandlers } from '../database/storage-failures.js';
import { seenPositionHandlers } from '../database/postgres/seen-positions.js';
import type { Serving } from './serve.js';

/** Delay before a crashed worker is replaced; doubled while workers keep crashing early. */
const BACK_OFF_MS = { first: 100, longest: 30_000 };

/** A worker that ran for this long counts as stable: the back-off starts over. */
const STABLE_AFTER_MS = 10_000;

/** Added to the shutdown timeout of a worker before it is killed. */
const KILL_GRACE_PERIOD_MS = 2_000;

/** Tells a worker that it was started first, and is not a replacement. */
const FIRST_WORKER = 'ISSUE_TRACKER_FIRST_WORKER';

export const isFirstWorker = (): boolean => process.env[FIRST_WORKER] === 'true';

/** A worker could not start, and has printed the reason on standard error. */
export class WorkerStartError extends Error {
  override readonly name = 'WorkerStartError';
}

/**
 * Serves with several processes on one port, and replaces the ones that crash.
 *
 * @throws WorkerStartError when they cannot start
 */
export async function superviseWorkers(configuration: Configuration): Promise<Serving> {
  handleCalls({
    ...rateLimitHandlers(),
    ...concurrencyHandlers(configuration.http),
    ...metricsHandlers(),
    ...storageFailureHandlers(),
    ...seenPositionHandlers(),
  });
  const { host, workers } = configuration.http;
  const port = configuration.http.port || (await freePort(host));
  const killAfterMs = configuration.http.shutdownTimeoutSeconds * 1000 + KILL_GRACE_PERIOD_MS;
  const supervisor = new Supervisor(port, killAfterMs, createLog(configuration.log));
  // The first worker prepares the database, and reports an error that would stop all of them once.
  await supervisor.start({ isFirst: true });
  await Promise.all(Array.from({ length: workers - 1 }, () => supervisor.start()));
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
    stop: () => supervisor.stop(),
  };
}

/** Chosen here, so that the port stays the same when all workers are replaced. */
async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

class Supervisor {
  private stopping = false;
  private crashes = 0;

  constructor(
    private readonly port: number,
    private readonly killAfterMs: number,
    private readonly log: Logger,
  ) {}

  /** Starts a worker, and returns once it listens. */
  async start({ isFirst = false } = {}): Promise<void> {
    const worker = cluster.fork({ PORT: this.port, [FIRST_WORKER]: String(isFirst) });
    const given = new AbortController();
    const listening = once(worker, 'listening', { signal: given.signal });
    const ended = once(worker, 'exit', { signal: given.signal });
    try {
      await Promise.race([listening, ended.then(refuse)]);
      this.watch(worker);
    } finally {
      given.abort();
      await Promise.allSettled([listening, ended]);
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(workers.map((worker) => stopWorker(worker, this.killAfterMs)));
  }

  private watch(worker: Worker): void {
    const started = performance.now();
    worker.once('exit', (code: number | null, signal: string | null) => {
      if (this.stopping) return;
      if (performance.now() - started > STABLE_AFTER_MS) this.crashes = 0;
      this.log.error({ worker: worker.process.pid, code, signal }, 'worker ended');
      void this.replace();
    });
  }

  private async replace(): Promise<void> {
    await sleep(Math.min(BACK_OFF_MS.first * 2 ** this.crashes, BACK_OFF_MS.longest));
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

async function stopWorker(worker: Worker, killAfterMs: number): Promise<void> {
  const ended = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  const late = setTimeout(() => worker.process.kill('SIGKILL'), killAfterMs);
  await ended;
  clearTimeout(late);
}
