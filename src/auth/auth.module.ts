import { Module } from '@nestjs/common';
import { AccessGuard } from './access.guard.js';
import { AddressLimitGuard } from './address-limit.guard.js';
import { AuthServicesModule } from './auth-services.module.js';
import { IdentityGuard } from './identity.guard.js';
import { RateLimits } from './rate-limits.js';
import { TokenLimitGuard } from './token-limit.guard.js';

/** Authentication, authorization and rate limits; `configureApp` applies the guards in order. */
@Module({
  imports: [AuthServicesModule],
  providers: [RateLimits, AddressLimitGuard, IdentityGuard, TokenLimitGuard, AccessGuard],
  exports: [AddressLimitGuard, IdentityGuard, TokenLimitGuard, AccessGuard],
})
export class AuthModule {}
