import type { Bucket } from '../summaries/resolution-times.js';

/** The buckets of each assignee, by id. */
export type Histograms = Map<number, Bucket[]>;

export interface RawBucket {
  readonly assignee_id: number;
  readonly bucket: number;
  readonly issues: number | string;
  readonly milliseconds: number | string;
}

/** @param rows in order */
export function toHistograms(rows: readonly RawBucket[]): Histograms {
  const histograms: Histograms = new Map();
  for (const { assignee_id, bucket, issues, milliseconds } of rows) {
    const buckets = histograms.get(assignee_id) ?? [];
    buckets.push({ bucket, issues: Number(issues), milliseconds: Number(milliseconds) });
    histograms.set(assignee_id, buckets);
  }
  return histograms;
}
