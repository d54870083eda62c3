import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

export type Owned = Pick<IdempotencyKey, 'actor' | 'key' | 'owner'>;
/** What the owner of a key changes. */
export type OwnedFields = Partial<
  Pick<IdempotencyKey, 'owner' | 'leaseUntil' | 'progress' | 'answer'>
>;
export type Claim = Pick<IdempotencyKey, 'actor' | 'key' | 'fingerprint' | 'createdAt'>;

/** Expired keys that one request deletes: more than it adds, so that the table stays small. */
const MAX_SWEPT_KEYS = 20;

@Injectable()
export class IdempotencyRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get keys() {
    return this.runner.manager.getRepository(IdempotencyKey);
  }

  /**
   * Inserts the key, unless it exists; returns whether it did. PostgreSQL waits for a concurrent
   * transaction that inserts the same key, and then sees its outcome.
   */
  async claim(claim: Claim): Promise<boolean> {
    const rows = await this.runner.query<unknown[]>(
      `INSERT INTO idempotency_keys (actor, key, fingerprint, created_at)
       VALUES (?, ?, ?, ?)
       ON CONFLICT (actor, key) DO NOTHING RETURNING id`,
      [claim.actor, claim.key, claim.fingerprint, claim.createdAt.toISOString()],
    );
    return rows.length === 1;
  }

  find(actor: number, key: string): Promise<IdempotencyKey | null> {
    return this.keys.findOneBy({ actor, key });
  }

  /** Updates the key if it still belongs to the owner; returns whether it did. */
  async updateOwned({ actor, key, owner }: Owned, fields: OwnedFields): Promise<boolean> {
    const where = { actor, key, owner: owner ?? IsNull() };
    return (await this.keys.update(where, fields)).affected === 1;
  }

  async complete(actor: number, key: string, answer: string): Promise<void> {
    await this.keys.update({ actor, key }, { answer });
  }

  /** Deletes this key if it is older than `before`, and up to `MAX_SWEPT_KEYS` other old ones. */
  async sweep(actor: number, key: string, before: Date): Promise<void> {
    const cutoff = before.toISOString();
    await this.runner.query(
      `DELETE FROM idempotency_keys
       WHERE (actor = ? AND key = ? AND created_at < ?) OR id IN (
         SELECT id FROM idempotency_keys WHERE created_at < ?
         ORDER BY created_at LIMIT ${String(MAX_SWEPT_KEYS)} ${this.runner.dialect.skipLocked})`,
      [actor, key, cutoff, cutoff],
    );
  }
}
