import { Module } from '@nestjs/common';
import { CommentsServicesModule } from '../comments/comments-services.module.js';
import { HistoryModule } from '../history/history.module.js';
import { IssuesServicesModule } from '../issues/issues-services.module.js';
import { LabelsServicesModule } from '../labels/labels-services.module.js';
import { UsersServicesModule } from '../users/users-services.module.js';
import { BulkService } from './bulk/bulk.service.js';
import { ChangesRepository } from './changes.repository.js';
import { ChangesService } from './changes.service.js';
import { NewLabelsService } from './revert/new-labels.service.js';
import { RevertService } from './revert/revert.service.js';

/** What the command line needs of changes, without HTTP. */
@Module({
  imports: [
    UsersServicesModule,
    LabelsServicesModule,
    IssuesServicesModule,
    CommentsServicesModule,
    HistoryModule,
  ],
  providers: [ChangesService, ChangesRepository, BulkService, RevertService, NewLabelsService],
  exports: [ChangesService, BulkService, RevertService],
})
export class ChangesServicesModule {}
