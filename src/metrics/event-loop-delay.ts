import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late timers run: what everything that holds the event loop costs everybody else. */
export class EventLoopDelay {
  private readonly delays = monitorEventLoopDelay({ resolution: 10 });

  constructor() {
    this.delays.enable();
  }

  /** Seconds that 99 of 100 timers did not exceed since the last call. */
  p99(): number {
    const nanoseconds = this.delays.percentile(99);
    this.delays.reset();
    return nanoseconds / 1e9;
  }

  stop(): void {
    this.delays.disable();
  }
}
