/** The issues with similar resolution times; a bucket is 4 % wide, so that its middle is at most 2 % off. */
export interface Bucket {
  readonly bucket: number;
  readonly issues: number;
  readonly milliseconds: number;
  /** The number of issues in this bucket and in all before it. */
  readonly seen: number;
}

/** The number of some issues, and the sum of their resolution times. */
export interface ResolutionTotals {
  readonly issues: number;
  readonly milliseconds: number;
}

export const MEDIAN = 0.5;
export const P90 = 0.9;
export const P95 = 0.95;

const BUCKET_RATIO = 1.04;
const HOUR_MS = 3_600_000;

/** The times to resolution of some issues: their number and mean exactly, percentiles to 2 %. */
export class ResolutionTimes {
  readonly count: number;
  readonly averageHours: number;

  /** @param buckets in order, at least those that the percentiles lie in */
  constructor(
    { issues, milliseconds }: ResolutionTotals,
    private readonly buckets: readonly Bucket[],
  ) {
    this.count = issues;
    this.averageHours = milliseconds / issues / HOUR_MS;
  }

  /** Of all buckets. */
  static of(buckets: readonly Bucket[]): ResolutionTimes {
    const issues = buckets.at(-1)?.seen ?? 0;
    const milliseconds = buckets.reduce((sum, bucket) => sum + bucket.milliseconds, 0);
    return new ResolutionTimes({ issues, milliseconds }, buckets);
  }

  /** The percentile in hours (nearest rank). @param share from 0 to 1 */
  percentileHours(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.count));
    const found = this.buckets.find(({ seen }) => seen >= rank);
    if (!found) throw new RangeError('There is no percentile of nothing.');
    // Exact for a single issue; otherwise the middle of the bucket.
    return found.issues === 1 ? found.milliseconds / HOUR_MS : middleOf(found);
  }
}

const middleOf = ({ bucket }: Bucket): number =>
  bucket === 0 ? 0 : BUCKET_RATIO ** (bucket - 0.5) / HOUR_MS;
