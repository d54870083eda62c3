import cluster from 'node:cluster';
import { Injectable } from '@nestjs/common';
import { type CallHandlers, askPrimary } from '../common/workers/calls.js';
import { RecentSet } from '../common/recent-set.js';

/** A caller's count in the current window. */
export interface Standing {
  /** This request included. */
  readonly hits: number;
  /** Seconds, rounded up, until the window ends. */
  readonly secondsLeft: number;
}

/** A token that was sent from an address. */
export interface Presented {
  readonly address: string;
  /** The hash of the token. */
  readonly token: string;
}

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Length of a window, which begins with the caller's first request. */
export const WINDOW_SECONDS = 60;

/** Expired windows are removed when there are this many. */
const MAX_WINDOWS = 10_000;

/** Far more than a tracker uses. */
const MAX_VALID_TOKENS = 10_000;

const HIT = 'rate-limit';
const HIT_BEFORE_LOOKUP = 'rate-limit-before-lookup';
const FOUND_VALID = 'rate-limit-found-valid';
const FOUND_INVALID = 'rate-limit-found-invalid';

/**
 * Counts the requests of each caller to this host; workers ask the primary process, which counts for all
 * of them.
 */
@Injectable()
export class RateLimits {
  private readonly counts = new Counts();
  /** Spares a worker from asking about each request with a token. */
  private readonly valid = new RecentSet<string>(MAX_VALID_TOKENS);

  hit(caller: string): Promise<Standing> {
    return cluster.isWorker ? askPrimary(HIT, caller) : Promise.resolve(this.counts.hit(caller));
  }

  /**
   * Counts a request by its address, before its token is looked up in the database; null without
   * counting when a process has found the token valid before.
   */
  async hitBeforeLookup(presented: Presented): Promise<Standing | null> {
    if (this.valid.has(presented.token)) return null;
    return cluster.isWorker
      ? askPrimary<Standing | null>(HIT_BEFORE_LOOKUP, presented)
      : this.counts.hitBeforeLookup(presented);
  }

  /** The request that was counted by its address has a valid token: it is counted by that instead. */
  async foundValid(presented: Presented): Promise<void> {
    this.valid.add(presented.token);
    if (cluster.isWorker) await askPrimary(FOUND_VALID, presented);
    else this.counts.foundValid(presented);
  }

  /** The token is not valid any more: from now on its requests are counted by their address. */
  async foundInvalid(token: string): Promise<void> {
    this.valid.delete(token);
    if (cluster.isWorker) await askPrimary(FOUND_INVALID, token);
    else this.counts.foundInvalid(token);
  }
}

/** The primary's side: it counts for its workers. */
export function rateLimitHandlers(): CallHandlers {
  const counts = new Counts();
  return {
    [HIT]: (caller) => Promise.resolve(counts.hit(String(caller))),
    [HIT_BEFORE_LOOKUP]: (presented) =>
      Promise.resolve(counts.hitBeforeLookup(presented as Presented)),
    [FOUND_VALID]: (presented) => {
      counts.foundValid(presented as Presented);
      return Promise.resolve();
    },
    [FOUND_INVALID]: (token) => {
      counts.foundInvalid(String(token));
      return Promise.resolve();
    },
  };
}

class Counts {
  private readonly windows = new Map<string, Window>();
  private readonly valid = new RecentSet<string>(MAX_VALID_TOKENS);

  hit(caller: string): Standing {
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
    // Rounded before, or the first request of a window would have a second more than the window.
    const secondsLeft = Math.max(1, Math.ceil(Math.round(window.endsAt - now) / 1000));
    return { hits: window.hits, secondsLeft };
  }

  hitBeforeLookup({ address, token }: Presented): Standing | null {
    return this.valid.has(token) ? null : this.hit(address);
  }

  foundValid({ address, token }: Presented): void {
    this.valid.add(token);
    const window = this.windows.get(address);
    if (window && window.hits > 0) window.hits -= 1;
  }

  foundInvalid(token: string): void {
    this.valid.delete(token);
  }

  private forget(now: number): void {
    for (const [caller, { endsAt }] of this.windows) {
      if (endsAt > now) return;
      this.windows.delete(caller);
    }
  }
}
