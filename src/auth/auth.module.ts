import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { UsersModule } from '../users/users.module.js';
import { AccessGuard } from './access.guard.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { IdentityGuard } from './identity.guard.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { TokensService } from './tokens.service.js';

/** Who may ask for what, and how often. The guards are tried in this order, before all others. */
@Module({
  imports: [UsersModule],
  providers: [
    TokensService,
    ApiTokensRepository,
    { provide: APP_GUARD, useClass: IdentityGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [TokensService],
})
export class AuthModule {}
