import { Option, SubCommand } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { UsersService } from '../users.service.js';

@SubCommand({
  name: 'deactivate',
  arguments: '<name>',
  description: 'Deactivate a user, whose tokens stop working',
})
export class DeactivateUserCommand extends OperatorCommand {
  constructor(private readonly people: UsersService) {
    super();
  }

  async run([name = '']: string[], { json }: { json?: boolean }): Promise<void> {
    const user = (await this.people.setActive(name, false)).parse();
    if (json) printJson(user);
    else
      console.log(`${user.username} is deactivated; their tokens stop working within 5 seconds.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
