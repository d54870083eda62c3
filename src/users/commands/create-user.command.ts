import { Option, SubCommand } from 'nest-commander';
import { StrictValidationPipe } from '../../http/validation/validation.pipe.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { CreateUserRequest } from '../dto/user.dto.js';
import { UsersService } from '../users.service.js';

interface Options {
  readonly username: string;
  readonly email: string;
  readonly fullName?: string;
  readonly json?: boolean;
}

@SubCommand({ name: 'create', description: 'Create a user' })
export class CreateUserCommand extends OperatorCommand {
  constructor(private readonly people: UsersService) {
    super();
  }

  async run(_arguments: string[], { username, email, fullName, json }: Options): Promise<void> {
    const given = { username, email, ...(fullName === undefined ? {} : { full_name: fullName }) };
    const request = (await new StrictValidationPipe().transform(given, {
      type: 'body',
      metatype: CreateUserRequest,
    })) as CreateUserRequest;
    const user = (await this.people.create(request)).parse();
    if (json) printJson(user);
    else console.log(`Created user ${String(user.id)}, ${user.username}.`);
  }

  @Option({ flags: '--username <name>', description: '3 to 100 characters', required: true })
  username(name: string): string {
    return name;
  }

  @Option({ flags: '--email <address>', description: 'The e-mail address', required: true })
  email(address: string): string {
    return address;
  }

  @Option({ flags: '--full-name <name>', description: 'The name that people read' })
  fullName(name: string): string {
    return name;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
