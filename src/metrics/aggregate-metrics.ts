import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';

export type Measured = MetricObjectWithValues<MetricValue<string>>[];

/** What several processes have measured, as one text in the format of Prometheus. */
export const aggregateMetrics = (measured: Measured[]): Promise<string> =>
  AggregatorRegistry.aggregate(measured).metrics();
