import { Command, Option } from 'nest-commander';
import { UsersService } from '../users.service.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'users', description: 'List the users' })
export class UsersCommand extends OperatorCommand {
  constructor(private readonly people: UsersService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const users = (await this.people.showAll()).parse();
    if (json) printJson(users);
    else {
      printTable(
        ['id', 'username', 'email', 'name', 'active'],
        users.map((user) => [
          user.id,
          user.username,
          user.email,
          user.full_name ?? '',
          user.active ? 'yes' : 'no',
        ]),
      );
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
