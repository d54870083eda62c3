import fc from 'fast-check';
import { type Bucket, MEDIAN, P90, P95, ResolutionTimes } from './resolution-times.js';
import { BLOCK_SIZE } from './summary-terms.js';

const HOUR_MS = 3_600_000;

/** The bucket of a time in milliseconds, as the database computes it. */
const bucketOf = (ms: number): number =>
  ms < 1 ? 0 : 1 + Math.floor(Math.log(ms) / Math.log(1.04));

/** @param numberOf the number of the bucket or block that a time is counted in */
function histogramOf(times: readonly number[], numberOf: (ms: number) => number): Bucket[] {
  const buckets = new Map<number, Bucket>();
  for (const ms of times) {
    const bucket = numberOf(ms);
    const { issues, milliseconds } = buckets.get(bucket) ?? { issues: 0, milliseconds: 0 };
    buckets.set(bucket, { bucket, issues: issues + 1, milliseconds: milliseconds + ms });
  }
  return [...buckets.values()].sort((a, b) => a.bucket - b.bucket);
}

const blockOf = (ms: number): number => Math.floor(bucketOf(ms) / BLOCK_SIZE) * BLOCK_SIZE;

describe('resolution times', () => {
  const times = fc.array(fc.integer({ min: 0, max: 10 * 365 * 24 * HOUR_MS }), {
    minLength: 1,
    maxLength: 300,
  });

  it('Resolution times have an exact count and mean, and percentiles that are at most 2 % off', () => {
    fc.assert(
      fc.property(times, (some) => {
        const found = new ResolutionTimes(histogramOf(some, bucketOf));
        expect(found.count).toBe(some.length);
        expect(found.averageHours).toBeCloseTo(
          some.reduce((sum, ms) => sum + ms, 0) / some.length / HOUR_MS,
          6,
        );
        const sorted = some.toSorted((a, b) => a - b);
        for (const share of [MEDIAN, P90, P95]) {
          const exact = (sorted[Math.ceil(share * sorted.length) - 1] ?? 0) / HOUR_MS;
          expect(Math.abs(found.percentileHours(share) - exact)).toBeLessThanOrEqual(0.02 * exact);
        }
      }),
      { seed: 1 },
    );
  });

  it('Resolution times have the same percentiles when only the blocks of those are refined', () => {
    fc.assert(
      fc.property(times, (some) => {
        const whole = new ResolutionTimes(histogramOf(some, bucketOf));
        const blocks = histogramOf(some, blockOf);
        const refined = new ResolutionTimes(blocks).bucketsOfPercentiles;
        const mixed = new ResolutionTimes(
          histogramOf(some, (ms) => (refined.has(blockOf(ms)) ? bucketOf(ms) : blockOf(ms))),
        );
        expect(mixed.averageHours).toBeCloseTo(whole.averageHours, 6);
        for (const share of [MEDIAN, P90, P95]) {
          expect(mixed.percentileHours(share)).toBe(whole.percentileHours(share));
        }
      }),
      { seed: 2 },
    );
  });
});
