/** Bytes a millisecond, on average, below which a transfer falls behind. */
const SLOWEST = 10;

/** How often in its time a transfer is looked at. */
const TICKS = 10;

/** Decides when a transfer is too slow: it has `seconds`, and more while bytes keep flowing. */
export class Pace {
  /** Milliseconds between two looks. */
  readonly tick: number;
  private readonly limit: number;
  private behind = 0;

  constructor(seconds: number) {
    this.limit = seconds * 1000;
    this.tick = this.limit / TICKS;
  }

  /** One look later: whether the transfer is too far behind, given what passed meanwhile. */
  isLate(bytes: number): boolean {
    this.behind = Math.max(0, this.behind + this.tick - bytes / SLOWEST);
    return Math.round(this.behind) >= this.limit;
  }
}
