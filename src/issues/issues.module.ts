import { Module } from '@nestjs/common';
import { LabelsModule } from '../labels/labels.module.js';
import { UsersModule } from '../users/users.module.js';
import { ImportController } from './import/import.controller.js';
import { ImportService } from './import/import.service.js';
import { IssuesController } from './issues.controller.js';
import { IssuesRepository } from './issues.repository.js';
import { IssuesService } from './issues.service.js';

@Module({
  imports: [UsersModule, LabelsModule],
  controllers: [ImportController, IssuesController],
  providers: [IssuesService, IssuesRepository, ImportService],
  exports: [IssuesService],
})
export class IssuesModule {}
