import fc from 'fast-check';
import { type Bucket, MEDIAN, P90, P95, ResolutionTimes } from './resolution-times.js';

const HOUR_MS = 3_600_000;

/** The bucket of a time in milliseconds, as the database computes it. */
const bucketOf = (ms: number): number =>
  ms < 1 ? 0 : 1 + Math.floor(Math.log(ms) / Math.log(1.04));

function histogramOf(times: readonly number[]): Bucket[] {
  const buckets = new Map<number, Omit<Bucket, 'seen'>>();
  for (const ms of times) {
    const bucket = bucketOf(ms);
    const { issues, milliseconds } = buckets.get(bucket) ?? { issues: 0, milliseconds: 0 };
    buckets.set(bucket, { bucket, issues: issues + 1, milliseconds: milliseconds + ms });
  }
  let seen = 0;
  return [...buckets.values()]
    .sort((a, b) => a.bucket - b.bucket)
    .map((bucket) => ({ ...bucket, seen: (seen += bucket.issues) }));
}

describe('resolution times', () => {
  const times = fc.array(fc.integer({ min: 0, max: 10 * 365 * 24 * HOUR_MS }), {
    minLength: 1,
    maxLength: 300,
  });

  it('Resolution times have an exact count and mean, and percentiles that are at most 2 % off', () => {
    fc.assert(
      fc.property(times, (some) => {
        const found = ResolutionTimes.of(histogramOf(some));
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

  it('Resolution times have the same percentiles when only the buckets of those are known', () => {
    fc.assert(
      fc.property(times, (some) => {
        const buckets = histogramOf(some);
        const whole = ResolutionTimes.of(buckets);
        const milliseconds = some.reduce((sum, ms) => sum + ms, 0);
        const ranks = [MEDIAN, P90, P95].map((share) => Math.ceil(share * some.length));
        const found = new ResolutionTimes(
          { issues: some.length, milliseconds },
          buckets.filter(({ issues, seen }) =>
            ranks.some((rank) => seen >= rank && seen - issues < rank),
          ),
        );
        expect(found.averageHours).toBeCloseTo(whole.averageHours, 6);
        for (const share of [MEDIAN, P90, P95]) {
          expect(found.percentileHours(share)).toBe(whole.percentileHours(share));
        }
      }),
      { seed: 2 },
    );
  });
});
