import { Module } from '@nestjs/common';
import { AccessGuard } from './access.guard.js';
import { AuthServicesModule } from './auth-services.module.js';
import { IdentityGuard } from './identity.guard.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/** Who may ask for what, and how often; the pipeline of every request has the guards in their order. */
@Module({
  imports: [AuthServicesModule],
  providers: [IdentityGuard, RateLimitGuard, AccessGuard],
  exports: [IdentityGuard, RateLimitGuard, AccessGuard],
})
export class AuthModule {}
