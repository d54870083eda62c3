import { Module } from '@nestjs/common';
import { UsersServicesModule } from '../users-services.module.js';
import { UsersCommand } from './users.command.js';

@Module({ imports: [UsersServicesModule], providers: [UsersCommand] })
export class UsersCommandsModule {}
