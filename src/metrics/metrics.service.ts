import cluster from 'node:cluster';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { Histogram, Registry } from 'prom-client';
import { Clock } from '../common/clock.js';
import { ConcurrencyLimits } from '../common/concurrency-limits.js';
import type { Refusal } from '../http/problem/socket-problem.js';
import { routeOf } from '../http/route-of.js';
import { handleCalls, askPrimary } from '../common/workers/calls.js';
import { Configuration } from '../config/configuration.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { Reading } from './reading.js';
import { newestBackupAge } from './newest-backup.js';
import { ALL_METRICS, OWN_METRICS } from './worker-metrics.js';

/** The metrics of this process; `text` is the sum over all workers. */
@Injectable()
export class MetricsService implements OnModuleDestroy {
  private readonly registry = new Registry();
  private readonly eventLoop = new EventLoopDelay();

  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  constructor(
    configuration: Configuration,
    runner: TransactionRunner,
    limits: ConcurrencyLimits,
    clock: Clock,
  ) {
    const reading = new Reading(this.registry);
    const { activity } = runner;
    reading.gauge('event_loop_delay_p99_seconds', 'Since the last reading', 'max', () =>
      this.eventLoop.p99(),
    );
    reading.gauge('process_memory_bytes', 'Resident memory', 'sum', () =>
      process.memoryUsage.rss(),
    );
    reading.gauge(
      'db_writes_waiting',
      'Transactions that wait to begin',
      'sum',
      () => activity.waiting,
    );
    reading.counter('db_writes_total', 'Transactions that began to write', () => activity.writes);
    reading.counter(
      'db_write_wait_seconds_total',
      'Time until they began',
      () => activity.waitedSeconds,
    );
    reading.counter(
      'db_transaction_retries_total',
      'Attempts that followed a conflict or a busy database',
      () => activity.retries,
    );
    const pool = () => runner.pool();
    reading.gauge('db_pool_connections', 'Connections to the database', 'sum', () => pool().open);
    reading.gauge('db_pool_busy', 'Connections in use', 'sum', () => pool().busy);
    reading.gauge('db_pool_waiting', 'Requests that wait for one', 'sum', () => pool().waiting);
    reading.gauge(
      'db_replicas',
      'Replicas that are read from',
      'max',
      () => runner.replicaStates().filter(({ isUsed }) => isUsed).length,
    );
    reading.gaugeOf(
      'db_replica_lag_seconds',
      'How far a replica is behind; absent while it does not respond',
      'replica',
      () => runner.replicaStates().map(({ name, lagSeconds }) => [name, lagSeconds]),
    );
    reading.counter('db_replica_reads_total', 'Reads from replicas', () => activity.replicaReads);
    reading.counter(
      'db_primary_reads_total',
      'Reads from the primary',
      () => activity.primaryReads,
    );
    reading.gauge('imports_running', 'CSV imports', 'sum', () =>
      limits.running('CONCURRENT_IMPORTS'),
    );
    reading.gauge('exports_running', 'CSV exports', 'sum', () =>
      limits.running('CONCURRENT_EXPORTS'),
    );
    reading.gauge('backup_age_seconds', 'Since the newest backup; absent without one', 'max', () =>
      newestBackupAge(configuration.backupDir, clock.now()),
    );
    if (cluster.isWorker) handleCalls({ [OWN_METRICS]: () => this.registry.getMetricsAsJSON() });
  }

  onModuleDestroy(): void {
    this.eventLoop.stop();
  }

  /** In the Prometheus format; the counters of a replaced worker restart at 0. */
  text(): Promise<string> {
    return cluster.isWorker ? askPrimary(ALL_METRICS) : this.registry.metrics();
  }

  /** Counts what was refused before it became a request. */
  readonly observeRefusal = ({ status }: Refusal): void => {
    this.requests.observe({ method: 'other', route: 'none', status: String(status) }, 0);
  };

  /** Measures a request until its response is sent or the client disconnects. */
  readonly observe: RequestHandler = (request, response, next) => {
    const start = performance.now();
    response.once('close', () => {
      const status = response.writableFinished ? String(response.statusCode) : 'aborted';
      const labels = {
        method: methodOf(request.method),
        route: routeOf(request) ?? 'none',
        status,
      };
      this.requests.observe(labels, (performance.now() - start) / 1000);
    });
    next();
  };
}

/** Unknown methods are counted as one, so that a client cannot create any number of series. */
const methodOf = (method: string): string =>
  ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
