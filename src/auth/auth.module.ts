import { Module } from '@nestjs/common';
import { AccessGuard } from './access.guard.js';
import { AuthServicesModule } from './auth-services.module.js';
import { IdentityGuard } from './identity.guard.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/** Authentication, authorization and rate limits; `configureApp` applies the guards in order. */
@Module({
  imports: [AuthServicesModule],
  providers: [IdentityGuard, RateLimitGuard, AccessGuard],
  exports: [IdentityGuard, RateLimitGuard, AccessGuard],
})
export class AuthModule {}
