import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { requestContext } from '../common/request-context.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyKeyInFlightError, ReusedIdempotencyKeyError } from './idempotency.errors.js';
import { IdempotencyRepository, type Owned, type OwnedFields } from './idempotency.repository.js';
import { mayBeAlive, newOwner } from './process-identity.js';

/** How long a response is kept. */
const RETENTION_MS = 24 * 60 * 60 * 1000;

/**
 * How long an import may go without a sign of life before a request to another host may continue it. One
 * host knows by itself which of its processes have ended.
 */
const LEASE_MS = 15_000;

/** The response that a repeated request gets again. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** How often the lease is renewed. */
const RENEWAL_INTERVAL_MS = LEASE_MS / 3;

/** The exclusive right of one request, for a limited time, to do the work of a key. */
export interface Lease extends Owned {
  /** As last stored by `advance`, by any process; undefined at the beginning. */
  readonly progress: unknown;
  readonly finished: boolean;
}

export interface Replay extends StoredResponse {
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
   * Runs the work once for a key of the caller. The key, the response and everything that the work
   * writes are one transaction. A repeated request gets the stored response; failed work leaves nothing.
   *
   * @param isLong the work takes long: see `TransactionRunner.runAlone`
   * @throws ReusedIdempotencyKeyError, IdempotencyKeyInFlightError
   */
  once(
    key: string,
    fingerprint: string,
    work: () => Promise<StoredResponse>,
    isLong = false,
  ): Promise<Replay> {
    const actor = requestContext()?.actorId ?? 0;
    return this.runner[isLong ? 'runAlone' : 'run'](async () => {
      const createdAt = this.clock.now();
      await this.keys.sweep(actor, key, new Date(createdAt.getTime() - RETENTION_MS));
      if (!(await this.keys.claim({ actor, key, fingerprint, createdAt }))) {
        return this.replay(actor, key, fingerprint);
      }
      const response = await work();
      await this.keys.complete(actor, key, JSON.stringify(response));
      return { ...response, replayed: false };
    });
  }

  /**
   * Starts or resumes work of several transactions under a key; each of them has to call `advance`.
   *
   * @throws ReusedIdempotencyKeyError, IdempotencyKeyInFlightError while another request holds the lease
   */
  async withLease<T>(
    key: string,
    fingerprint: string,
    work: (lease: Lease) => Promise<T>,
  ): Promise<T> {
    const lease = await this.begin(key, fingerprint);
    const timer = setInterval(() => void this.renew(lease), RENEWAL_INTERVAL_MS);
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
      await this.keys.sweep(actor, key, new Date(createdAt.getTime() - RETENTION_MS));
      const claimed = await this.keys.claim({ actor, key, fingerprint, createdAt });
      const stored = await this.keys.find(actor, key);
      if (stored?.fingerprint !== fingerprint) throw new ReusedIdempotencyKeyError();
      const heldMs = claimed ? 0 : this.heldMs(stored);
      if (heldMs > 0) throw new IdempotencyKeyInFlightError(Math.ceil(heldMs / 1000));
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
   * Part of a transaction of the work: stores its progress, or that it has finished.
   *
   * @throws IdempotencyKeyInFlightError when another request has taken the lease over
   */
  async advance(lease: Lease, progress: object, finished: boolean): Promise<void> {
    const json = JSON.stringify(progress);
    const fields: OwnedFields = finished
      ? { answer: json }
      : { progress: json, leaseUntil: this.nextLease() };
    if (!(await this.keys.updateOwned(lease, fields))) throw new IdempotencyKeyInFlightError();
  }

  /** Ends the lease. If that fails, the next request has to wait until the lease expires. */
  private async release(lease: Lease): Promise<void> {
    await this.change(lease, { owner: null, leaseUntil: null });
  }

  /** Keeps the lease while the work takes long. */
  private async renew(lease: Lease): Promise<void> {
    await this.change(lease, { leaseUntil: this.nextLease() });
  }

  /** Failures are only logged, so that they do not hide the result of the work; `advance` notices a lost lease. */
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

  /** How long the key still belongs to another request, in milliseconds. */
  private heldMs({ owner, leaseUntil }: IdempotencyKey): number {
    if (owner === null || leaseUntil === null || !mayBeAlive(owner)) return 0;
    // The clock of another host may be ahead of ours.
    return Math.min(leaseUntil.getTime() - this.clock.now().getTime(), LEASE_MS);
  }

  private nextLease(): Date {
    return new Date(this.clock.now().getTime() + LEASE_MS);
  }

  private async replay(actor: number, key: string, fingerprint: string): Promise<Replay> {
    const stored = await this.keys.find(actor, key);
    if (stored && stored.fingerprint !== fingerprint) throw new ReusedIdempotencyKeyError();
    if (!stored?.answer) throw new IdempotencyKeyInFlightError();
    return { ...(JSON.parse(stored.answer) as StoredResponse), replayed: true };
  }
}
