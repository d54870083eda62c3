import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { requestContext } from '../common/request-context.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IdempotencyKeyInFlightError, ReusedIdempotencyKeyError } from './idempotency.errors.js';
import { IdempotencyRepository } from './idempotency.repository.js';

/** Milliseconds for which an answer is kept. */
const RETENTION = 24 * 60 * 60 * 1000;

/** What a client is told again when it repeats a request. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Replay extends StoredAnswer {
  readonly replayed: boolean;
}

@Injectable()
export class IdempotencyService {
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

  private async replay(actor: number, key: string, fingerprint: string): Promise<Replay> {
    const stored = await this.keys.find(actor, key);
    if (stored && stored.fingerprint !== fingerprint) throw new ReusedIdempotencyKeyError();
    if (!stored?.answer) throw new IdempotencyKeyInFlightError();
    return { ...(JSON.parse(stored.answer) as StoredAnswer), replayed: true };
  }
}
