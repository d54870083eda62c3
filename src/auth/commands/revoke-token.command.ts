import { Option, SubCommand } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { TokensService } from '../tokens.service.js';
import { toTokenJson } from './token-output.js';

@SubCommand({
  name: 'revoke',
  arguments: '<id>',
  description: 'Revoke a token; takes effect within 5 seconds',
})
export class RevokeTokenCommand extends OperatorCommand {
  constructor(private readonly tokens: TokensService) {
    super();
  }

  async run([id = '']: string[], { json }: { json?: boolean }): Promise<void> {
    if (!/^[1-9]\d{0,8}$/.test(id)) this.command.error('error: the id must be a whole number');
    const token = await this.tokens.revoke(Number(id));
    if (json) printJson(toTokenJson(token));
    else console.log(`Revoked token ${id} of ${token.user.username}.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
