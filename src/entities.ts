import { ApiToken } from './auth/api-token.entity.js';
import { Comment } from './comments/comment.entity.js';
import { CarriedOver } from './database/carried-over.entity.js';
import { Change } from './history/change.entity.js';
import { IssueEvent } from './history/issue-event.entity.js';
import { IssueEventText } from './history/issue-event-text.entity.js';
import { IdempotencyKey } from './idempotency/idempotency-key.entity.js';
import { Issue } from './issues/issue.entity.js';
import { Label } from './labels/label.entity.js';
import { MaintenanceRun } from './maintenance/runs/maintenance-run.entity.js';
import { DailyCount } from './summaries/daily-count.entity.js';
import { IssueCount } from './summaries/issue-count.entity.js';
import { IssueOpening } from './summaries/issue-opening.entity.js';
import { IssueTotal } from './summaries/issue-total.entity.js';
import { LabelCount } from './summaries/label-count.entity.js';
import { LabelTotal } from './summaries/label-total.entity.js';
import { OpenCount } from './summaries/open-count.entity.js';
import { ResolutionBlock } from './summaries/resolution-block.entity.js';
import { ResolutionCount } from './summaries/resolution-count.entity.js';
import { ResolutionTotal } from './summaries/resolution-total.entity.js';
import { User } from './users/user.entity.js';

/** Every table of the application, for the connections and for the TypeORM command line. */
export const entities = [
  User,
  Label,
  Issue,
  Comment,
  Change,
  IssueEvent,
  IssueEventText,
  IdempotencyKey,
  ApiToken,
  IssueCount,
  IssueTotal,
  LabelCount,
  LabelTotal,
  ResolutionCount,
  ResolutionBlock,
  ResolutionTotal,
  DailyCount,
  IssueOpening,
  OpenCount,
  CarriedOver,
  MaintenanceRun,
];
