import cluster from 'node:cluster';
import { CodedError } from './errors/coded-error.js';
import { type CallHandlers, askPrimary } from './workers/calls.js';

/** The environment variable that holds the limit. */
export type ConcurrencyLimit = 'CONCURRENT_IMPORTS' | 'CONCURRENT_EXPORTS';

export interface Limits {
  /** Of all clients. */
  readonly concurrencyLimits: Readonly<Record<ConcurrencyLimit, number>>;
  /** Of one client, for each of them: nobody can take what all share. */
  readonly concurrencyPerClient: number;
}

/** One running request; ids are unique across workers. */
interface Ticket {
  readonly limit: ConcurrencyLimit;
  readonly client: string;
  readonly id: string;
}

/** What keeps a request from running. */
type Refusal = 'all' | 'client';

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
   * Takes a slot for a client; the returned function releases it.
   *
   * @throws CodedError TOO_BUSY when as many as are allowed are running
   */
  async enter(limit: ConcurrencyLimit, client: string): Promise<() => Promise<void>> {
    this.tickets += 1;
    const ticket = { limit, client, id: ticketId(cluster.worker?.id, this.tickets) };
    const refusal = await this.take(ticket);
    if (refusal !== null) {
      throw new CodedError('unavailable', 'TOO_BUSY', this.detailOf(refusal, limit));
    }
    this.here.set(limit, this.running(limit) + 1);
    return async () => {
      this.here.set(limit, this.running(limit) - 1);
      await this.release(ticket);
    };
  }

  private detailOf(refusal: Refusal, limit: ConcurrencyLimit): string {
    const { concurrencyLimits, concurrencyPerClient } = this.limits;
    return refusal === 'all'
      ? `${limit}=${String(concurrencyLimits[limit])} are running already; try again.`
      : `CONCURRENT_PER_CLIENT=${String(concurrencyPerClient)} of yours are running already; try again.`;
  }

  private async take(ticket: Ticket): Promise<Refusal | null> {
    if (!cluster.isWorker) return this.slots.take(ticket);
    try {
      return await askPrimary<Refusal | null>(ENTER, ticket);
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
  private readonly taken = new Map<string, Ticket>();

  constructor(private readonly limits: Limits) {}

  /** Null when the ticket has a slot now. */
  take(ticket: Ticket): Refusal | null {
    const { concurrencyLimits, concurrencyPerClient } = this.limits;
    const running = [...this.taken.values()].filter(({ limit }) => limit === ticket.limit);
    const own = running.filter(({ client }) => client === ticket.client);
    if (own.length >= concurrencyPerClient) return 'client';
    if (running.length >= concurrencyLimits[ticket.limit]) return 'all';
    this.taken.set(ticket.id, ticket);
    return null;
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
