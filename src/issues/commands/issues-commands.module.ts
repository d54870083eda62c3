import { Module } from '@nestjs/common';
import { IssuesServicesModule } from '../issues-services.module.js';
import { DeletedCommand } from './deleted.command.js';

@Module({ imports: [IssuesServicesModule], providers: [DeletedCommand] })
export class IssuesCommandsModule {}
