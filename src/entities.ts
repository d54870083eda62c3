import { Comment } from './comments/comment.entity.js';
import { Issue } from './issues/issue.entity.js';
import { Label } from './labels/label.entity.js';
import { MaintenanceRun } from './maintenance/maintenance-run.entity.js';
import { User } from './users/user.entity.js';

/** Every table of the application, for the connections and for the TypeORM command line. */
export const entities = [User, Label, Issue, Comment, MaintenanceRun];
