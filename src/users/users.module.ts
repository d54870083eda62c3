import { Module } from '@nestjs/common';
import { UsersServicesModule } from './users-services.module.js';
import { UsersController } from './users.controller.js';

@Module({ imports: [UsersServicesModule], controllers: [UsersController] })
export class UsersModule {}
