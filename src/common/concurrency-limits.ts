import cluster from 'node:cluster';
import { CodedError } from './errors/coded-error.js';
import { type CallHandlers, askPrimary } from './workers/calls.js';

/** The environment variable that holds the limit. */
export type ConcurrencyLimit = 'CONCURRENT_IMPORTS' | 'CONCURRENT_EXPORTS';

type Limits = Readonly<Record<ConcurrencyLimit, number>>;

/** One running request; ids are unique across workers. */
interface Ticket {
  readonly limit: ConcurrencyLimit;
  readonly id: string;
}

const ENTER = 'concurrency-enter';
const LEAVE = 'concurrency-leave';

/** Limits concurrent expensive requests; workers ask the primary, which counts for all of them. */
export class ConcurrencyLimits {
  private readonly here = new Map<ConcurrencyLimit, number>();
  private readonly slots: Slots;
  private tickets = 0;

  constructor(private readonly limits: Limits) {
    this.slots = new Slots(limits);
  }

  /** Running requests of this process. */
  running(limit: ConcurrencyLimit): number {
    return this.here.get(limit) ?? 0;
  }

  /**
   * Takes a slot; the returned function releases it.
   *
   * @throws CodedError TOO_BUSY when as many as are allowed are running
   */
  async enter(limit: ConcurrencyLimit): Promise<() => Promise<void>> {
    this.tickets += 1;
    const ticket = { limit, id: ticketId(cluster.worker?.id, this.tickets) };
    if (!(await this.take(ticket))) {
      const detail = `${limit}=${String(this.limits[limit])} are running already; try again.`;
      throw new CodedError('unavailable', 'TOO_BUSY', detail);
    }
    this.here.set(limit, this.running(limit) + 1);
    return async () => {
      this.here.set(limit, this.running(limit) - 1);
      await this.release(ticket);
    };
  }

  private async take(ticket: Ticket): Promise<boolean> {
    if (!cluster.isWorker) return this.slots.take(ticket);
    try {
      return await askPrimary<boolean>(ENTER, ticket);
    } catch (error) {
      // Only the reply is late: the primary may have taken the slot.
      void this.release(ticket);
      throw error;
    }
  }

  private async release({ id }: Ticket): Promise<void> {
    if (!cluster.isWorker) this.slots.release(id);
    // A late reply does not matter: the primary reads the call all the same.
    else await askPrimary(LEAVE, id).catch(() => undefined);
  }
}

/** The primary's side: it counts for its workers. */
export function concurrencyHandlers(limits: Limits): CallHandlers {
  const slots = new Slots(limits);
  cluster.on('exit', ({ id }) => {
    slots.releaseAll(id);
  });
  return {
    [ENTER]: (ticket) => Promise.resolve(slots.take(ticket as Ticket)),
    [LEAVE]: (id) => {
      slots.release(String(id));
      return Promise.resolve();
    },
  };
}

class Slots {
  private readonly taken = new Map<string, ConcurrencyLimit>();

  constructor(private readonly limits: Limits) {}

  take({ limit, id }: Ticket): boolean {
    const running = [...this.taken.values()].filter((one) => one === limit).length;
    if (running >= this.limits[limit]) return false;
    this.taken.set(id, limit);
    return true;
  }

  release(id: string): void {
    this.taken.delete(id);
  }

  /** Releases the slots of a worker that has exited. */
  releaseAll(worker: number): void {
    for (const id of this.taken.keys()) if (id.startsWith(ticketId(worker, ''))) this.release(id);
  }
}

const ticketId = (worker: number | undefined, ticket: number | ''): string =>
  `${String(worker ?? 0)}:${String(ticket)}`;
