import { Command } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { CreateTokenCommand } from './create-token.command.js';
import { ListTokensCommand } from './list-tokens.command.js';
import { RevokeTokenCommand } from './revoke-token.command.js';

@Command({
  name: 'token',
  description: 'Create, list and revoke API tokens',
  subCommands: [CreateTokenCommand, ListTokensCommand, RevokeTokenCommand],
})
export class TokenCommand extends OperatorCommand {
  run(): Promise<void> {
    return Promise.resolve(this.command.help({ error: true }));
  }
}
