import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';

export type Measured = MetricObjectWithValues<MetricValue<string>>[];

/** Aggregates the metrics of several processes into one text in the Prometheus format. */
export const aggregateMetrics = (measured: Measured[]): Promise<string> =>
  AggregatorRegistry.aggregate(measured).metrics();
