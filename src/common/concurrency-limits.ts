import cluster from 'node:cluster';
import { CodedError } from './errors/coded-error.js';
import { type Answers, askPrimary } from './workers/calls.js';

/** What is limited in number: the name of the variable that holds the limit. */
export type ConcurrencyLimit = 'CONCURRENT_IMPORTS' | 'CONCURRENT_EXPORTS';

type Limits = Readonly<Record<ConcurrencyLimit, number>>;

/** One request that is worked on; tickets of different workers differ. */
interface Ticket {
  readonly limit: ConcurrencyLimit;
  readonly id: string;
}

const ENTER = 'concurrency-enter';
const LEAVE = 'concurrency-leave';

/** Refuses more expensive requests than may run; a worker has its primary count, for all together. */
export class ConcurrencyLimits {
  private readonly here = new Map<ConcurrencyLimit, number>();
  private readonly places: Places;
  private tickets = 0;

  constructor(private readonly limits: Limits) {
    this.places = new Places(limits);
  }

  /** How many this process works on. */
  running(limit: ConcurrencyLimit): number {
    return this.here.get(limit) ?? 0;
  }

  /**
   * Begins one more; the returned function ends it, and resolves when its place is free.
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
      await this.giveBack(ticket);
    };
  }

  private async take(ticket: Ticket): Promise<boolean> {
    if (!cluster.isWorker) return this.places.take(ticket);
    try {
      return await askPrimary<boolean>(ENTER, ticket);
    } catch (error) {
      // The answer is late, not the question: the primary may well have counted it.
      void this.giveBack(ticket);
      throw error;
    }
  }

  private async giveBack({ id }: Ticket): Promise<void> {
    if (!cluster.isWorker) this.places.giveBack(id);
    // An answer that is late changes nothing: the primary reads the question all the same.
    else await askPrimary(LEAVE, id).catch(() => undefined);
  }
}

/** What the primary counts for its workers. */
export function concurrencyAnswers(limits: Limits): Answers {
  const places = new Places(limits);
  cluster.on('exit', ({ id }) => {
    places.giveBackAll(id);
  });
  return {
    [ENTER]: (ticket) => Promise.resolve(places.take(ticket as Ticket)),
    [LEAVE]: (id) => {
      places.giveBack(String(id));
      return Promise.resolve();
    },
  };
}

class Places {
  private readonly taken = new Map<string, ConcurrencyLimit>();

  constructor(private readonly limits: Limits) {}

  take({ limit, id }: Ticket): boolean {
    const running = [...this.taken.values()].filter((one) => one === limit).length;
    if (running >= this.limits[limit]) return false;
    this.taken.set(id, limit);
    return true;
  }

  giveBack(id: string): void {
    this.taken.delete(id);
  }

  /** What a worker that has ended was working on. */
  giveBackAll(worker: number): void {
    for (const id of this.taken.keys()) if (id.startsWith(ticketId(worker, ''))) this.giveBack(id);
  }
}

const ticketId = (worker: number | undefined, ticket: number | ''): string =>
  `${String(worker ?? 0)}:${String(ticket)}`;
