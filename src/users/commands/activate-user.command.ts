import { Option, SubCommand } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { UsersService } from '../users.service.js';

@SubCommand({
  name: 'activate',
  arguments: '<name>',
  description: 'Bring a deactivated user back, with the tokens',
})
export class ActivateUserCommand extends OperatorCommand {
  constructor(private readonly people: UsersService) {
    super();
  }

  async run([name = '']: string[], { json }: { json?: boolean }): Promise<void> {
    const user = (await this.people.setActive(name, true)).parse();
    if (json) printJson(user);
    else console.log(`${user.username} is active.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
