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
    const counted = Number(issues);
    const seen = (buckets.at(-1)?.seen ?? 0) + counted;
    buckets.push({ bucket, issues: counted, milliseconds: Number(milliseconds), seen });
    histograms.set(assignee_id, buckets);
  }
  return histograms;
}
