import cluster from 'node:cluster';
import { laterOf, type LogPosition } from '../../common/log-position.js';
import {
  askPrimary,
  askWorker,
  type CallHandlers,
  handleCalls,
} from '../../common/workers/calls.js';

const WROTE = 'caller-wrote';
const OTHER_WROTE = 'other-worker-caller-wrote';

/** Callers, and the positions in the log after their writes. */
type Writes = readonly (readonly [caller: string, position: LogPosition])[];

interface Seen {
  readonly position: LogPosition;
  /** By `performance.now()`. */
  readonly at: number;
}

/**
 * How far in the log a caller's reads have to be, because of their writes; known to all workers before
 * the response is sent. After the greatest lag that a replica may have nothing has to be remembered: all
 * that are read from have it.
 */
export class SeenPositions {
  private readonly callers = new Map<string, Seen>();
  private unsent = new Map<string, LogPosition>();
  private sending: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  /** @param rememberMs the greatest lag of a replica */
  constructor(private readonly rememberMs: number) {
    if (!cluster.isWorker) return;
    handleCalls({
      [OTHER_WROTE]: (writes) => {
        for (const [caller, position] of writes as Writes) this.remember(caller, position);
        return Promise.resolve();
      },
    });
  }

  of(caller: string): LogPosition | undefined {
    const seen = this.callers.get(caller);
    return seen && this.isRemembered(seen) ? seen.position : undefined;
  }

  /** Returns when all workers know it. */
  async wrote(caller: string, position: LogPosition): Promise<void> {
    this.remember(caller, position);
    if (!cluster.isWorker) return;
    this.unsent.set(caller, laterOf(this.unsent.get(caller), position) ?? position);
    // Writes that end while a message is on its way share the next one.
    this.next ??= this.sending.then(() => {
      this.sending = this.send();
      this.next = undefined;
      return this.sending;
    });
    await this.next;
  }

  private async send(): Promise<void> {
    const writes: Writes = [...this.unsent];
    this.unsent = new Map();
    // The write is stored: a process that does not respond must not make it fail.
    await askPrimary(WROTE, writes).catch(ignore);
  }

  private remember(caller: string, position: LogPosition): void {
    const at = performance.now();
    const known = this.of(caller);
    // Inserted again, so that the map is ordered by time.
    this.callers.delete(caller);
    this.callers.set(caller, { position: laterOf(known, position) ?? position, at });
    for (const [other, seen] of this.callers) {
      if (this.isRemembered(seen)) return;
      this.callers.delete(other);
    }
  }

  private isRemembered({ at }: Seen): boolean {
    return performance.now() - at <= this.rememberMs;
  }
}

/** The primary process passes it on to the other workers. */
export function seenPositionHandlers(): CallHandlers {
  return {
    [WROTE]: async (writes) => {
      const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      await Promise.allSettled(workers.map((worker) => askWorker(worker, OTHER_WROTE, writes)));
    },
  };
}

const ignore = (): undefined => undefined;
