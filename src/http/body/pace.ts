/** A transfer slower than this, on average, falls behind. */
const MIN_BYTES_PER_MS = 10;

/** Checks of a transfer during its timeout. */
const CHECKS_PER_TIMEOUT = 10;

/** Decides when a transfer is too slow: it has `seconds`, and more while bytes keep flowing. */
export class Pace {
  /** Time between two checks. */
  readonly intervalMs: number;
  private readonly timeoutMs: number;
  private behindMs = 0;

  constructor(seconds: number) {
    this.timeoutMs = seconds * 1000;
    this.intervalMs = this.timeoutMs / CHECKS_PER_TIMEOUT;
  }

  /** Call once per interval with the bytes transferred since then; whether the transfer is too slow. */
  isLate(bytes: number): boolean {
    this.behindMs = Math.max(0, this.behindMs + this.intervalMs - bytes / MIN_BYTES_PER_MS);
    return Math.round(this.behindMs) >= this.timeoutMs;
  }
}
