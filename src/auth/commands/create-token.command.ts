import { Option, SubCommand } from 'nest-commander';
import { SCOPES, type Scope } from '../../common/scopes.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { TokensService } from '../tokens.service.js';
import { toTokenJson } from './token-output.js';

interface Options {
  readonly user: string;
  readonly scope: Scope;
  readonly expires?: number;
  readonly json?: boolean;
}

@SubCommand({ name: 'create', description: 'Create a token; it is shown only once' })
export class CreateTokenCommand extends OperatorCommand {
  constructor(private readonly tokens: TokensService) {
    super();
  }

  async run(_arguments: string[], { user, scope, expires, json }: Options): Promise<void> {
    const { token, record } = await this.tokens.create({
      username: user,
      scope,
      expiresInDays: expires ?? null,
    });
    if (json) printJson({ token, ...toTokenJson(record) });
    else console.log(`${token}\nKeep it: it is not shown again. Token ${String(record.id)}.`);
  }

  @Option({ flags: '--user <name>', description: 'Whose it is (required)', required: true })
  user(name: string): string {
    return name;
  }

  @Option({
    flags: '--scope <scope>',
    description: `What it allows: ${SCOPES.join(', ')} (required)`,
    required: true,
  })
  scope(given: string): Scope {
    const scope = SCOPES.find((known) => known === given);
    return scope ?? this.command.error(`error: --scope must be one of ${SCOPES.join(', ')}`);
  }

  @Option({ flags: '--expires <days>', description: 'Days until it expires (never)' })
  expires(days: string): number {
    if (/^[1-9]\d{0,4}$/.test(days)) return Number(days);
    return this.command.error('error: --expires must be a number of days from 1 to 99999');
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
