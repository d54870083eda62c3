import { commentsOf } from '../../comments/dto/comment.document.js';
import type { Dialect } from '../../database/dialect.js';
import { labelsOf } from '../../labels/dto/label.document.js';
import { userOf } from '../../users/dto/user.document.js';
import { FIELD_EXPRESSIONS, type MemberExpression } from '../issue-fields.js';
import type { IssueDetailResponse, IssueResponse } from './issue-responses.dto.js';

const column =
  (name: string): MemberExpression =>
  (_dialect, issue) =>
    `${issue}.${name}`;

const timestamp =
  (name: string): MemberExpression =>
  (dialect, issue) =>
    dialect.isoTimestamp(`${issue}.${name}`);

const { assignee_id, ...otherFields } = FIELD_EXPRESSIONS;

const ISSUE: Record<keyof IssueResponse, MemberExpression> = {
  id: column('id'),
  ...otherFields,
  version: column('version'),
  assignee_id,
  assignee: (dialect, issue) => userOf(dialect, `${issue}.assignee_id`),
  labels: (dialect, issue) => labelsOf(dialect, `${issue}.id`),
  comments_count: column('comments_count'),
  created_at: timestamp('created_at'),
  updated_at: timestamp('updated_at'),
  resolved_at: timestamp('resolved_at'),
  external_id: (dialect, issue) =>
    `(SELECT ${dialect.jsonObject({ source: `${issue}.external_source`, id: `${issue}.external_id` })}
      WHERE ${issue}.external_source IS NOT NULL)`,
};

const DETAIL: Record<keyof IssueDetailResponse, MemberExpression> = {
  ...ISSUE,
  comments: (dialect, issue) => dialect.storedJson(commentsOf(dialect, issue)),
};

const namesOf = <Name extends string>(members: Record<Name, unknown>) =>
  Object.keys(members) as Name[];

/** The members of an issue in a list, and of one issue, in the order in which they are sent. */
export const ISSUE_MEMBERS: readonly (keyof IssueResponse)[] = namesOf(ISSUE);
export const DETAIL_MEMBERS: readonly (keyof IssueDetailResponse)[] = namesOf(DETAIL);

/** An `IssueResponse`, or the named members of an `IssueDetailResponse`, as JSON text of a row of `issues`. */
export function issueObject(
  dialect: Dialect,
  issue: string,
  names: readonly (keyof IssueDetailResponse)[] = ISSUE_MEMBERS,
): string {
  const fields = names.map((name) => [name, DETAIL[name](dialect, issue)] as const);
  return dialect.jsonText(dialect.jsonObject(Object.fromEntries(fields)));
}

/** What a request asks for, in the order of all: any order of the same is one statement, and one text. */
export const membersOf = <Name extends string>(
  all: readonly Name[],
  asked: readonly Name[] | undefined,
): readonly Name[] => (asked ? all.filter((name) => asked.includes(name)) : all);
