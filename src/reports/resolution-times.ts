/** How many issues took about as long; a bucket is 4 % wide, so that its middle is at most 2 % off. */
export interface Bucket {
  readonly bucket: number;
  readonly issues: number;
  readonly milliseconds: number;
}

const BASE = 1.04;
const HOUR = 3_600_000;

/** The times to resolution of some issues: their number and mean exactly, percentiles to 2 %. */
export class ResolutionTimes {
  readonly count: number;
  readonly averageHours: number;

  private readonly buckets: readonly Bucket[];

  constructor(buckets: readonly Bucket[]) {
    // A bucket that issues have left stays behind, empty.
    this.buckets = buckets.filter(({ issues }) => issues > 0).sort((a, b) => a.bucket - b.bucket);
    this.count = sum(this.buckets, ({ issues }) => issues);
    this.averageHours = sum(this.buckets, ({ milliseconds }) => milliseconds) / this.count / HOUR;
  }

  /** The time that this share of the issues did not exceed (nearest rank). */
  percentileHours(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.count));
    let seen = 0;
    for (const { bucket, issues, milliseconds } of this.buckets) {
      seen += issues;
      if (seen < rank) continue;
      // One issue is its own mean; of several the middle is nearest to each.
      return issues === 1 ? milliseconds / HOUR : middleOf(bucket);
    }
    return NaN;
  }
}

const middleOf = (bucket: number): number => (bucket === 0 ? 0 : BASE ** (bucket - 0.5) / HOUR);

const sum = (buckets: readonly Bucket[], of: (bucket: Bucket) => number): number =>
  buckets.reduce((total, bucket) => total + of(bucket), 0);
