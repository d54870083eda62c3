import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { ApiToken } from './api-token.entity.js';

export type NewToken = Pick<ApiToken, 'userId' | 'tokenHash' | 'scope' | 'createdAt' | 'expiresAt'>;

@Injectable()
export class ApiTokensRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get tokens() {
    return this.runner.manager.getRepository(ApiToken);
  }

  findAll(): Promise<ApiToken[]> {
    return this.tokens.find({ relations: { user: true }, order: { id: 'ASC' } });
  }

  findById(id: number): Promise<ApiToken | null> {
    return this.tokens.findOne({ where: { id }, relations: { user: true } });
  }

  findByHash(tokenHash: string): Promise<ApiToken | null> {
    return this.tokens.findOne({ where: { tokenHash }, relations: { user: true } });
  }

  async insert(token: NewToken): Promise<number> {
    const { identifiers } = await this.tokens.insert(token);
    return (identifiers[0] as { id: number }).id;
  }

  /** Keeps the time of an earlier revocation. */
  async revoke(id: number, revokedAt: Date): Promise<void> {
    await this.tokens.update({ id, revokedAt: IsNull() }, { revokedAt });
  }

  /** Does nothing if another process has stored a use after `since`. */
  async markUsed(id: number, lastUsedAt: Date, since: Date): Promise<void> {
    const stale = [{ lastUsedAt: IsNull() }, { lastUsedAt: LessThan(since) }];
    await this.tokens.update(
      stale.map((when) => ({ id, ...when })),
      { lastUsedAt },
    );
  }
}
