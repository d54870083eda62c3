import { Command } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { ActivateUserCommand } from './activate-user.command.js';
import { CreateUserCommand } from './create-user.command.js';
import { DeactivateUserCommand } from './deactivate-user.command.js';

@Command({
  name: 'user',
  description: 'Create, activate and deactivate users',
  subCommands: [CreateUserCommand, ActivateUserCommand, DeactivateUserCommand],
})
export class UserCommand extends OperatorCommand {
  run(): Promise<void> {
    return Promise.resolve(this.command.help({ error: true }));
  }
}
