import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AuthServicesModule } from './auth-services.module.js';
import { IdentityGuard } from './identity.guard.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/** Who may ask for what, and how often. The guards are tried in this order, before all others. */
@Module({
  imports: [AuthServicesModule],
  providers: [
    { provide: APP_GUARD, useClass: IdentityGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}
