import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { Scope } from '../common/scopes.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { UsersService } from '../users/users.service.js';
import type { ApiToken } from './api-token.entity.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { InvalidTokenError, TokenNotFoundError } from './auth.errors.js';
import { hashOfToken } from './presented-token.js';

export interface TokenRequest {
  readonly username: string;
  readonly scope: Scope;
  /** Days from now; null never expires. */
  readonly expiresInDays: number | null;
}

/** How long a token is cached; a revocation takes effect after this time at the latest. */
const CACHE_TTL_MS = 2_000;

/** A token's last use is written at most this often. */
const LAST_USE_INTERVAL_MS = 60_000;

const DAY_MS = 86_400_000;

/** Lets secret scanners recognise a leaked token. */
const PREFIX = 'itt_';

/** The cache is cleared beyond this; far more than a tracker uses. */
const MAX_CACHED_TOKENS = 10_000;

interface CachedToken {
  readonly token: Promise<ApiToken | null>;
  readonly until: number;
}

@Injectable()
export class TokensService {
  private readonly logger = new Logger('Tokens');
  private readonly cache = new Map<string, CachedToken>();
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
   * Creates a token of 256 random bits; only its hash is stored.
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
        tokenHash: hashOfToken(token),
        scope: request.scope,
        createdAt: now,
        expiresAt:
          request.expiresInDays === null
            ? null
            : new Date(now.getTime() + request.expiresInDays * DAY_MS),
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
   * The stored token with this hash, with its user and scope.
   *
   * @throws InvalidTokenError when it is unknown, expired or revoked, or its user is deactivated
   */
  async authenticate(hash: string): Promise<ApiToken> {
    const token = await this.findCached(hash);
    const now = this.clock.now();
    if (!token || !isSame(token.tokenHash, hash) || !isUsable(token, now)) {
      throw new InvalidTokenError();
    }
    this.noteUse(token, now);
    return token;
  }

  private findCached(hash: string): Promise<ApiToken | null> {
    const now = performance.now();
    const known = this.cache.get(hash);
    if (known && known.until > now) return known.token;
    // A replica may not have a recent revocation yet.
    const token = this.runner.readLatest(() => this.tokens.findByHash(hash));
    if (this.cache.size >= MAX_CACHED_TOKENS) this.cache.clear();
    this.cache.set(hash, { token, until: now + CACHE_TTL_MS });
    token.catch(() => this.cache.delete(hash));
    return token;
  }

  /** Runs in the background: no request waits for it or fails with it. */
  private noteUse({ id, lastUsedAt }: ApiToken, now: Date): void {
    const before = Math.max(lastUsedAt?.getTime() ?? 0, this.noted.get(id) ?? 0);
    if (now.getTime() - before < LAST_USE_INTERVAL_MS) return;
    this.noted.set(id, now.getTime());
    this.runner
      .run(() => this.tokens.markUsed(id, now, new Date(now.getTime() - LAST_USE_INTERVAL_MS)))
      .catch((error: unknown) => {
        this.logger.warn({ err: error, token_id: id, msg: 'last use of a token not stored' });
      });
  }

  private async find(id: number): Promise<ApiToken> {
    const token = await this.tokens.findById(id);
    if (!token) throw new TokenNotFoundError(id);
    return token;
  }
}

const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

function isUsable({ expiresAt, revokedAt, user }: ApiToken, now: Date): boolean {
  return revokedAt === null && user.active && (expiresAt === null || expiresAt > now);
}
