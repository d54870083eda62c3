import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { Scope } from '../common/scopes.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { UsersService } from '../users/users.service.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { InvalidTokenError, TokenNotFoundError } from './auth.errors.js';

export interface TokenRequest {
  readonly username: string;
  readonly scope: Scope;
  /** Days from now; null is for ever. */
  readonly expiresInDays: number | null;
}

/** Milliseconds for which a token may be taken as it was last read: so late a revocation counts. */
const FRESH = 2_000;

/** Milliseconds between two notes of a token's last use. */
const NOTED = 60_000;

const DAY = 86_400_000;

/** Tells a leaked token from other secrets. */
const PREFIX = 'itt_';

/** Far more than any tracker has in use at the same time. */
const REMEMBERED = 10_000;

interface Remembered {
  readonly token: Promise<ApiToken | null>;
  readonly until: number;
}

@Injectable()
export class TokensService {
  private readonly logger = new Logger('Tokens');
  private readonly remembered = new Map<string, Remembered>();
  private readonly noted = new Map<number, number>();

  constructor(
    private readonly tokens: ApiTokensRepository,
    private readonly users: UsersService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  list(): Promise<ApiToken[]> {
    return this.runner.readLatest(() => this.tokens.findAll());
  }

  /**
   * Makes a token of 256 random bits; this is the only time that it is seen.
   *
   * @throws UnknownUsernameError
   */
  create(request: TokenRequest): Promise<{ token: string; record: ApiToken }> {
    const token = PREFIX + randomBytes(32).toString('base64url');
    return this.runner.run(async () => {
      const user = await this.users.requireActiveNamed(request.username);
      const now = this.clock.now();
      const id = await this.tokens.insert({
        userId: user.id,
        tokenHash: hashOf(token),
        scope: request.scope,
        createdAt: now,
        expiresAt:
          request.expiresInDays === null
            ? null
            : new Date(now.getTime() + request.expiresInDays * DAY),
      });
      return { token, record: await this.find(id) };
    });
  }

  /** @throws TokenNotFoundError */
  revoke(id: number): Promise<ApiToken> {
    return this.runner.run(async () => {
      await this.tokens.revoke(id, this.clock.now());
      return this.find(id);
    });
  }

  /**
   * Whose token this is, and what it allows.
   *
   * @throws InvalidTokenError when it is unknown, expired or revoked, or its user is deactivated
   */
  async authenticate(presented: string): Promise<ApiToken> {
    const hash = hashOf(presented);
    const token = await this.recall(hash);
    const now = this.clock.now();
    if (!token || !isSame(token.tokenHash, hash) || !isUsable(token, now)) {
      throw new InvalidTokenError();
    }
    this.noteUse(token, now);
    return token;
  }

  private recall(hash: string): Promise<ApiToken | null> {
    const now = performance.now();
    const known = this.remembered.get(hash);
    if (known && known.until > now) return known.token;
    // A replica might not know of a revocation yet.
    const token = this.runner.readLatest(() => this.tokens.findByHash(hash));
    if (this.remembered.size >= REMEMBERED) this.remembered.clear();
    this.remembered.set(hash, { token, until: now + FRESH });
    token.catch(() => this.remembered.delete(hash));
    return token;
  }

  /** Nobody waits for the note, and nobody fails for want of it. */
  private noteUse({ id, lastUsedAt }: ApiToken, now: Date): void {
    const before = Math.max(lastUsedAt?.getTime() ?? 0, this.noted.get(id) ?? 0);
    if (now.getTime() - before < NOTED) return;
    this.noted.set(id, now.getTime());
    this.runner
      .run(() => this.tokens.markUsed(id, now, new Date(now.getTime() - NOTED)))
      .catch((error: unknown) => {
        this.logger.warn({ err: error, token_id: id, msg: 'last use not noted' });
      });
  }

  private async find(id: number): Promise<ApiToken> {
    const token = await this.tokens.findById(id);
    if (!token) throw new TokenNotFoundError(id);
    return token;
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

function isUsable({ expiresAt, revokedAt, user }: ApiToken, now: Date): boolean {
  return revokedAt === null && user.active && (expiresAt === null || expiresAt > now);
}
