/** The issues with similar resolution times; a bucket is 4 % wide, so that its middle is at most 2 % off. */
export interface Bucket {
  readonly bucket: number;
  readonly issues: number;
  readonly milliseconds: number;
}

export const MEDIAN = 0.5;
export const P90 = 0.9;
export const P95 = 0.95;

const BUCKET_RATIO = 1.04;
const HOUR_MS = 3_600_000;

/**
 * The times to resolution of some issues: their number and mean exactly, percentiles to 2 %.
 * Buckets may come in blocks where none of the percentiles named here lies.
 */
export class ResolutionTimes {
  readonly count: number;
  readonly averageHours: number;

  /** @param buckets in order, none of them empty */
  constructor(private readonly buckets: readonly Bucket[]) {
    this.count = sum(buckets, ({ issues }) => issues);
    this.averageHours = sum(buckets, ({ milliseconds }) => milliseconds) / this.count / HOUR_MS;
  }

  /** The percentile in hours (nearest rank). @param share from 0 to 1 */
  percentileHours(share: number): number {
    const bucket = this.bucketOf(share);
    // Exact for a single issue; otherwise the middle of the bucket.
    return bucket.issues === 1 ? bucket.milliseconds / HOUR_MS : middleOf(bucket);
  }

  /** The numbers of the buckets that the percentiles lie in. */
  get bucketsOfPercentiles(): Set<number> {
    return new Set([MEDIAN, P90, P95].map((share) => this.bucketOf(share).bucket));
  }

  private bucketOf(share: number): Bucket {
    const rank = Math.max(1, Math.ceil(share * this.count));
    let seen = 0;
    const found = this.buckets.find(({ issues }) => (seen += issues) >= rank);
    if (!found) throw new RangeError('There is no percentile of nothing.');
    return found;
  }
}

const middleOf = ({ bucket }: Bucket): number =>
  bucket === 0 ? 0 : BUCKET_RATIO ** (bucket - 0.5) / HOUR_MS;

const sum = (buckets: readonly Bucket[], of: (bucket: Bucket) => number): number =>
  buckets.reduce((total, bucket) => total + of(bucket), 0);
