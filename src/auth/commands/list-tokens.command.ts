import { Option, SubCommand } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { TokensService } from '../tokens.service.js';
import { toTokenJson, toTokenLine } from './token-output.js';

@SubCommand({ name: 'list', description: 'The tokens, without their secrets' })
export class ListTokensCommand extends OperatorCommand {
  constructor(private readonly tokens: TokensService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const tokens = await this.tokens.list();
    if (json) printJson(tokens.map(toTokenJson));
    else if (tokens.length === 0) console.log('There are no tokens.');
    else for (const token of tokens) console.log(toTokenLine(token));
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
