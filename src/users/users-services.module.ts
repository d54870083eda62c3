import { Module } from '@nestjs/common';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

/** What other modules and the command line need of users, without HTTP. */
@Module({ providers: [UsersService, UsersRepository], exports: [UsersService] })
export class UsersServicesModule {}
