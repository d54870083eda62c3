import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

export type Owned = Pick<IdempotencyKey, 'actor' | 'key' | 'owner'>;
export type Claim = Pick<IdempotencyKey, 'actor' | 'key' | 'fingerprint' | 'createdAt'>;

/** Expired keys that one request removes: more than it adds, and never many. */
const SWEPT = 20;

@Injectable()
export class IdempotencyRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get keys() {
    return this.runner.manager.getRepository(IdempotencyKey);
  }

  /**
   * Takes the key unless it is taken; whether it did. On PostgreSQL this waits for a transaction
   * that is about to take the same key, and so learns how that ended.
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

  /** Changes the key if it still belongs to the owner; whether it did. */
  async updateOwned(
    { actor, key, owner }: Owned,
    fields: Partial<Pick<IdempotencyKey, 'owner' | 'leaseUntil' | 'progress' | 'answer'>>,
  ): Promise<boolean> {
    const where = { actor, key, owner: owner ?? IsNull() };
    return (await this.keys.update(where, fields)).affected === 1;
  }

  async complete(actor: number, key: string, answer: string): Promise<void> {
    await this.keys.update({ actor, key }, { answer });
  }

  /** Removes this key if it is older than the moment, and a few others that are. */
  async sweep(actor: number, key: string, before: Date): Promise<void> {
    const moment = before.toISOString();
    await this.runner.query(
      `DELETE FROM idempotency_keys
       WHERE (actor = ? AND key = ? AND created_at < ?) OR id IN (
         SELECT id FROM idempotency_keys WHERE created_at < ?
         ORDER BY created_at LIMIT ${String(SWEPT)} ${this.runner.dialect.skipLocked})`,
      [actor, key, moment, moment],
    );
  }
}
