import cluster from 'node:cluster';
import { type CallHandlers, askPrimary } from '../common/workers/calls.js';

/** Where somebody stands in the present window. */
export interface Standing {
  /** This request included. */
  readonly hits: number;
  /** Whole seconds until the window ends and the count begins again. */
  readonly secondsLeft: number;
}

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Seconds of a window; it begins with the first request of its caller. */
export const WINDOW = 60;

/** Windows that are kept before the ones that have ended are thrown out. */
const KEPT = 10_000;

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
      if (this.windows.size >= KEPT) this.forget(now);
      window = { hits: 0, endsAt: now + WINDOW * 1000 };
      // To the end of the map, which so is in the order in which the windows end.
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

/** What the primary counts for its workers. */
export function rateLimitHandlers(): CallHandlers {
  const limits = new RateLimits();
  return { [QUESTION]: (caller) => limits.hit(String(caller)) };
}
