import cluster from 'node:cluster';
import { type CallHandlers, askPrimary } from '../common/workers/calls.js';

/** A caller's count in the current window. */
export interface Standing {
  /** This request included. */
  readonly hits: number;
  /** Seconds, rounded up, until the window ends. */
  readonly secondsLeft: number;
}

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Length of a window, which begins with the caller's first request. */
export const WINDOW_SECONDS = 60;

/** Expired windows are removed when there are this many. */
const MAX_WINDOWS = 10_000;

const QUESTION = 'rate-limit';

/** Counts the requests of each caller; workers ask the primary, which counts for all of them. */
export class RateLimits {
  private readonly windows = new Map<string, Window>();

  hit(caller: string): Promise<Standing> {
    return cluster.isWorker
      ? askPrimary<Standing>(QUESTION, caller)
      : Promise.resolve(this.count(caller));
  }

  private count(caller: string): Standing {
    const now = performance.now();
    let window = this.windows.get(caller);
    if (!window || window.endsAt <= now) {
      if (this.windows.size >= MAX_WINDOWS) this.forget(now);
      window = { hits: 0, endsAt: now + WINDOW_SECONDS * 1000 };
      // Re-inserted, so that the map is ordered by the end of the windows.
      this.windows.delete(caller);
      this.windows.set(caller, window);
    }
    window.hits += 1;
    return { hits: window.hits, secondsLeft: Math.ceil((window.endsAt - now) / 1000) };
  }

  private forget(now: number): void {
    for (const [caller, { endsAt }] of this.windows) {
      if (endsAt > now) return;
      this.windows.delete(caller);
    }
  }
}

/** The primary's side: it counts for its workers. */
export function rateLimitHandlers(): CallHandlers {
  const limits = new RateLimits();
  return { [QUESTION]: (caller) => limits.hit(String(caller)) };
}
