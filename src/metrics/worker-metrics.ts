import cluster from 'node:cluster';
import { type CallHandlers, askWorker } from '../common/workers/calls.js';
import type { Measured } from './aggregate-metrics.js';

export const OWN_METRICS = 'own-metrics';
export const ALL_METRICS = 'all-metrics';

/** The aggregated metrics of the workers; one that does not reply in time is left out. */
export function metricsHandlers(): CallHandlers {
  return {
    [ALL_METRICS]: async () => {
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      const asked = await Promise.allSettled(
        workers.map((worker) => askWorker<Measured | undefined>(worker, OWN_METRICS)),
      );
      const measured = asked.flatMap((reply) =>
        reply.status === 'fulfilled' && reply.value ? [reply.value] : [],
      );
      // Loaded on demand, so that the primary process starts without the library.
      const { aggregateMetrics } = await import('./aggregate-metrics.js');
      return aggregateMetrics(measured);
    },
  };
}
