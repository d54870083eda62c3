import type { LogPosition } from '../../common/log-position.js';

/** More than the greatest lag that can be set, at four samples a second, has changes. */
const MAX_SAMPLES = 20_000;

interface Sample {
  readonly position: LogPosition;
  /** The last time at which the log was seen there, by `performance.now()`. */
  at: number;
}

/** Where the log of the primary was at which time: from that follows how far behind a replica is. */
export class LogHistory {
  private readonly samples: Sample[] = [];

  add(position: LogPosition, at: number): void {
    const last = this.samples.at(-1);
    if (last?.position === position) {
      last.at = at;
      return;
    }
    // Another server has become the primary, whose log ends before.
    if (last && last.position > position) this.samples.length = 0;
    this.samples.push({ position, at });
    if (this.samples.length > MAX_SAMPLES) this.samples.splice(0, MAX_SAMPLES / 2);
  }

  /**
   * For how long the replica has not had everything that was committed, in milliseconds: at least, if it
   * is further behind than what is known. Infinite while nothing is known.
   */
  lagMs(replica: LogPosition, now: number): number {
    const known = this.samples.findLast(({ position }) => position <= replica);
    const [first] = this.samples;
    if (known) return now - known.at;
    return first ? now - first.at : Infinity;
  }

  /** Whether the replica has everything that was committed until `ms` ago. */
  isWithin(replica: LogPosition, ms: number, now: number): boolean {
    const known = this.samples.findLast(({ position }) => position <= replica);
    return known !== undefined && now - known.at <= ms;
  }
}
