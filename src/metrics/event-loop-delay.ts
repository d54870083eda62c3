import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late timers run, because something blocks the event loop. */
export class EventLoopDelay {
  private readonly delays = monitorEventLoopDelay({ resolution: 10 });

  constructor() {
    this.delays.enable();
  }

  /** The 99th percentile of the delay since the last call, in seconds. */
  p99(): number {
    const nanoseconds = this.delays.percentile(99);
    this.delays.reset();
    return nanoseconds / 1e9;
  }

  stop(): void {
    this.delays.disable();
  }
}
