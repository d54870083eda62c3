import { Module } from '@nestjs/common';
import { AuthServicesModule } from '../auth-services.module.js';
import { CreateTokenCommand } from './create-token.command.js';
import { ListTokensCommand } from './list-tokens.command.js';
import { RevokeTokenCommand } from './revoke-token.command.js';
import { TokenCommand } from './token.command.js';

@Module({
  imports: [AuthServicesModule],
  providers: [TokenCommand, CreateTokenCommand, ListTokensCommand, RevokeTokenCommand],
})
export class TokenCommandsModule {}
