import { Module } from '@nestjs/common';
import { UsersServicesModule } from '../users/users-services.module.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { TokensService } from './tokens.service.js';

/** Tokens, without the guards. */
@Module({
  imports: [UsersServicesModule],
  providers: [TokensService, ApiTokensRepository],
  exports: [TokensService],
})
export class AuthServicesModule {}
