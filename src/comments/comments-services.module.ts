import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { IssuesServicesModule } from '../issues/issues-services.module.js';
import { UsersServicesModule } from '../users/users-services.module.js';
import { BulkCommentsService } from './bulk-comments.service.js';
import { CommentsRepository } from './comments.repository.js';
import { CommentsService } from './comments.service.js';

/** What other modules and the command line need of comments, without HTTP. */
@Module({
  imports: [IssuesServicesModule, UsersServicesModule, HistoryModule],
  providers: [CommentsService, BulkCommentsService, CommentsRepository],
  exports: [CommentsService, BulkCommentsService],
})
export class CommentsServicesModule {}
