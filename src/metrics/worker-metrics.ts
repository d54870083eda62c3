import cluster from 'node:cluster';
import { type Answers, askWorker } from '../common/workers/calls.js';
import type { Measured } from './aggregate-metrics.js';

export const OWN_METRICS = 'own-metrics';
export const ALL_METRICS = 'all-metrics';

/** The metrics of the workers together; one that does not answer in time is left out. */
export function metricsAnswers(): Answers {
  return {
    [ALL_METRICS]: async () => {
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      const asked = await Promise.allSettled(
        workers.map((worker) => askWorker<Measured | undefined>(worker, OWN_METRICS)),
      );
      const measured = asked.flatMap((answer) =>
        answer.status === 'fulfilled' && answer.value ? [answer.value] : [],
      );
      // The primary process starts without the library.
      const { aggregateMetrics } = await import('./aggregate-metrics.js');
      return aggregateMetrics(measured);
    },
  };
}
