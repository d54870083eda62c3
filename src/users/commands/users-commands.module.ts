import { Module } from '@nestjs/common';
import { UsersServicesModule } from '../users-services.module.js';
import { ActivateUserCommand } from './activate-user.command.js';
import { CreateUserCommand } from './create-user.command.js';
import { DeactivateUserCommand } from './deactivate-user.command.js';
import { UserCommand } from './user.command.js';
import { UsersCommand } from './users.command.js';

@Module({
  imports: [UsersServicesModule],
  providers: [
    UsersCommand,
    UserCommand,
    CreateUserCommand,
    ActivateUserCommand,
    DeactivateUserCommand,
  ],
})
export class UsersCommandsModule {}
