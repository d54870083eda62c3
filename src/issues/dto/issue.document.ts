import type { Dialect } from '../../database/dialect.js';
import { labelsOf } from '../../labels/dto/label.document.js';
import { userOf } from '../../users/dto/user.document.js';
import { fieldExpressions } from '../issue-fields.js';
import type { IssueResponse } from './issue-responses.dto.js';

/** An `IssueResponse` as JSON text of a row of `issues`. */
export function issueObject(dialect: Dialect, issue: string): string {
  const { assignee_id, ...others } = fieldExpressions(dialect, issue);
  const fields: Record<keyof IssueResponse, string> = {
    id: `${issue}.id`,
    ...others,
    version: `${issue}.version`,
    assignee_id,
    assignee: userOf(dialect, `${issue}.assignee_id`),
    labels: labelsOf(dialect, `${issue}.id`),
    comments_count: `${issue}.comments_count`,
    created_at: dialect.isoTimestamp(`${issue}.created_at`),
    updated_at: dialect.isoTimestamp(`${issue}.updated_at`),
    resolved_at: dialect.isoTimestamp(`${issue}.resolved_at`),
  };
  return dialect.jsonText(dialect.jsonObject(fields));
}
