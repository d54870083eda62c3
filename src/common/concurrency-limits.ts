import { CodedError } from './errors/coded-error.js';

/** What is limited in number: the name of the variable that holds the limit. */
export type ConcurrencyLimit = 'CONCURRENT_IMPORTS' | 'CONCURRENT_EXPORTS';

/** Counts the expensive requests that this process works on, and refuses more than it may. */
export class ConcurrencyLimits {
  private readonly counts = new Map<ConcurrencyLimit, number>();

  constructor(private readonly limits: Readonly<Record<ConcurrencyLimit, number>>) {}

  running(limit: ConcurrencyLimit): number {
    return this.counts.get(limit) ?? 0;
  }

  /**
   * Begins one more; the returned function ends it.
   *
   * @throws CodedError TOO_BUSY when as many as are allowed are running
   */
  enter(limit: ConcurrencyLimit): () => void {
    const running = this.running(limit);
    if (running >= this.limits[limit]) {
      const detail = `${limit}=${String(running)} are running already; try again.`;
      throw new CodedError('unavailable', 'TOO_BUSY', detail);
    }
    this.counts.set(limit, running + 1);
    return () => {
      this.counts.set(limit, this.running(limit) - 1);
    };
  }
}
