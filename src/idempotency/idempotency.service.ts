import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { requestContext } from '../common/request-context.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyKeyInFlightError, ReusedIdempotencyKeyError } from './idempotency.errors.js';
import { IdempotencyRepository, type Owned } from './idempotency.repository.js';
import { mayBeAlive, newOwner } from './process-identity.js';

/** Milliseconds for which an answer is kept. */
const RETENTION = 24 * 60 * 60 * 1000;

/** Milliseconds without progress after which long work may be taken over. */
const LEASE = 60_000;

/** What a client is told again when it repeats a request. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Milliseconds after which the work says that it is still going on. */
const RENEWAL = LEASE / 3;

/** Work of several transactions that one request has, for a while, to itself. */
export interface Lease extends Owned {
  /** What the last `advance` said, of whichever process; undefined at the beginning. */
  readonly progress: unknown;
  readonly finished: boolean;
}

export interface Replay extends StoredAnswer {
  readonly replayed: boolean;
}

@Injectable()
export class IdempotencyService {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly keys: IdempotencyRepository,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Does the work once for a key of the caller: the key, the answer and all that the work writes
   * are one transaction. A repetition gets the answer of the first; work that fails leaves no trace.
   *
   * @throws ReusedIdempotencyKeyError, IdempotencyKeyInFlightError
   */
  once(key: string, fingerprint: string, work: () => Promise<StoredAnswer>): Promise<Replay> {
    const actor = requestContext()?.actorId ?? 0;
    return this.runner.run(async () => {
      const createdAt = this.clock.now();
      await this.keys.sweep(actor, key, new Date(createdAt.getTime() - RETENTION));
      if (!(await this.keys.claim({ actor, key, fingerprint, createdAt }))) {
        return this.replay(actor, key, fingerprint);
      }
      const answer = await work();
      await this.keys.complete(actor, key, JSON.stringify(answer));
      return { ...answer, replayed: false };
    });
  }

  /**
   * Does, or takes up, work of several transactions under a key; each of them has to `advance`.
   *
   * @throws ReusedIdempotencyKeyError, IdempotencyKeyInFlightError while another request is at it
   */
  async during<T>(
    key: string,
    fingerprint: string,
    work: (lease: Lease) => Promise<T>,
  ): Promise<T> {
    const lease = await this.begin(key, fingerprint);
    const timer = setInterval(() => void this.renew(lease), RENEWAL);
    try {
      return await work(lease);
    } finally {
      clearInterval(timer);
      await this.release(lease);
    }
  }

  private begin(key: string, fingerprint: string): Promise<Lease> {
    const actor = requestContext()?.actorId ?? 0;
    return this.runner.run(async () => {
      const createdAt = this.clock.now();
      await this.keys.sweep(actor, key, new Date(createdAt.getTime() - RETENTION));
      const claimed = await this.keys.claim({ actor, key, fingerprint, createdAt });
      const stored = await this.keys.find(actor, key);
      if (stored?.fingerprint !== fingerprint) throw new ReusedIdempotencyKeyError();
      if (!claimed && this.isHeld(stored)) throw new IdempotencyKeyInFlightError();
      const owner = newOwner();
      if (!(await this.keys.updateOwned(stored, { owner, leaseUntil: this.nextLease() }))) {
        throw new IdempotencyKeyInFlightError();
      }
      const json = stored.answer ?? stored.progress;
      return {
        actor,
        key,
        owner,
        progress: json === null ? undefined : (JSON.parse(json) as unknown),
        finished: stored.answer !== null,
      };
    });
  }

  /**
   * Part of a transaction of the work: notes how far it has come, or that it has ended.
   *
   * @throws IdempotencyKeyInFlightError when another request has taken the work over
   */
  async advance(lease: Lease, progress: object, finished: boolean): Promise<void> {
    const json = JSON.stringify(progress);
    const fields = finished ? { answer: json } : { progress: json, leaseUntil: this.nextLease() };
    if (!(await this.keys.updateOwned(lease, fields))) throw new IdempotencyKeyInFlightError();
  }

  /** Leaves the work, ended or not, to whoever comes next; who cannot be told waits for the lease. */
  private async release(lease: Lease): Promise<void> {
    await this.change(lease, { owner: null, leaseUntil: null });
  }

  /** A client that sends slowly is still at work. */
  private async renew(lease: Lease): Promise<void> {
    await this.change(lease, { leaseUntil: this.nextLease() });
  }

  /** What the work itself has to say is more important: whoever loses the lease learns by `advance`. */
  private async change(
    lease: Lease,
    fields: Pick<IdempotencyKey, 'leaseUntil'> & { owner?: null },
  ): Promise<void> {
    try {
      await this.runner.run(() => this.keys.updateOwned(lease, fields));
    } catch (error) {
      this.logger.warn({ err: error, msg: 'lease of an idempotency key not changed' });
    }
  }

  private isHeld({ owner, leaseUntil }: IdempotencyKey): boolean {
    if (owner === null || leaseUntil === null) return false;
    return leaseUntil > this.clock.now() && mayBeAlive(owner);
  }

  private nextLease(): Date {
    return new Date(this.clock.now().getTime() + LEASE);
  }

  private async replay(actor: number, key: string, fingerprint: string): Promise<Replay> {
    const stored = await this.keys.find(actor, key);
    if (stored && stored.fingerprint !== fingerprint) throw new ReusedIdempotencyKeyError();
    if (!stored?.answer) throw new IdempotencyKeyInFlightError();
    return { ...(JSON.parse(stored.answer) as StoredAnswer), replayed: true };
  }
}
