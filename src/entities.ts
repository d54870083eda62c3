import { ApiToken } from './auth/api-token.entity.js';
import { Comment } from './comments/comment.entity.js';
import { IssueEvent } from './history/issue-event.entity.js';
import { IdempotencyKey } from './idempotency/idempotency-key.entity.js';
import { Issue } from './issues/issue.entity.js';
import { Label } from './labels/label.entity.js';
import { MaintenanceRun } from './maintenance/maintenance-run.entity.js';
import { DailyCount } from './reports/daily-count.entity.js';
import { IssueCount } from './reports/issue-count.entity.js';
import { LabelCount } from './reports/label-count.entity.js';
import { ResolutionBlock } from './reports/resolution-block.entity.js';
import { ResolutionCount } from './reports/resolution-count.entity.js';
import { User } from './users/user.entity.js';

/** Every table of the application, for the connections and for the TypeORM command line. */
export const entities = [
  User,
  Label,
  Issue,
  Comment,
  IssueEvent,
  IdempotencyKey,
  ApiToken,
  IssueCount,
  LabelCount,
  ResolutionCount,
  ResolutionBlock,
  DailyCount,
  MaintenanceRun,
];
