import { ApiProperty } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { PageResponse } from '../../http/paging/page.dto.js';
import { entityTagOf } from '../../http/body/entity-tags.js';
import { JsonDocument } from '../../common/json-document.js';
import { LabelResponse } from '../../labels/dto/label.dto.js';
import { UserResponse } from '../../users/dto/user.dto.js';
import {
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issue.entity.js';
import { PreviewResponse } from './preview.dto.js';
import { ExternalIdResponse } from './external-id.dto.js';
import type { BulkStatusRequest } from './issue-requests.dto.js';
import { CommentResponse } from '../../comments/dto/comment-response.dto.js';
import type { IssueDocument, SparseIssue } from '../issues.repository.js';
import type { CreatedIssue } from '../issue-writer.js';

export class IssueResponse {
  @ApiProperty({ type: 'integer', example: 7 })
  id!: number;

  @ApiProperty({ example: 'Fix login bug' })
  title!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  description!: string | null;

  @ApiProperty({ enum: ISSUE_STATUSES, enumName: 'IssueStatus', example: 'open' })
  status!: IssueStatus;

  @ApiProperty({ enum: ISSUE_PRIORITIES, enumName: 'IssuePriority', example: 'high' })
  priority!: IssuePriority;

  @ApiProperty({ type: 'integer', example: 1, description: 'One higher after each change.' })
  version!: number;

  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  assignee_id!: number | null;

  @ApiProperty({ type: UserResponse, nullable: true })
  assignee!: UserResponse | null;

  @ApiProperty({ type: [LabelResponse], description: 'Sorted by name.' })
  labels!: LabelResponse[];

  @ApiProperty({ type: 'integer', example: 0 })
  comments_count!: number;

  @TimestampProperty()
  created_at!: string;

  @TimestampProperty()
  updated_at!: string;

  @TimestampProperty({ nullable: true })
  resolved_at!: string | null;

  @ApiProperty({
    type: ExternalIdResponse,
    nullable: true,
    description: 'Where the issue comes from, if it was created by an external id.',
  })
  external_id!: ExternalIdResponse | null;
}

export class IssueDetailResponse extends IssueResponse {
  @ApiProperty({ type: [CommentResponse], description: 'Oldest first, at most 100.' })
  comments!: CommentResponse[];
}

export class IssuePageResponse extends PageResponse {
  @ApiProperty({ type: [IssueResponse] })
  items!: IssueResponse[];
}

export class BulkStatusResponse extends PreviewResponse {
  @ApiProperty({ type: 'integer', example: 3 })
  updated_count!: number;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [1, 2, 3] })
  issue_ids!: number[];

  @ApiProperty({ enum: ISSUE_STATUSES, enumName: 'IssueStatus', example: 'resolved' })
  status!: IssueStatus;
}

export function toBulkStatusResponse(
  { issue_ids, status }: BulkStatusRequest,
  updatedCount: number,
): BulkStatusResponse {
  return { updated_count: updatedCount, issue_ids, status };
}

/** With the comments: what a GET of the issue shows. */
export function toDetail({
  version,
  issue,
  comments,
}: IssueDocument): JsonDocument<IssueDetailResponse> {
  const text = `${issue.slice(0, -1)},"comments":${comments}}`;
  return new JsonDocument(text, { entityTag: entityTagOf(version, text) });
}

/** Some members: another representation, with a tag of its own and the same version in it. */
export const toSparse = ({ version, document }: SparseIssue): JsonDocument<IssueDetailResponse> =>
  new JsonDocument(document, { entityTag: entityTagOf(version, document) });

/** Without the comments, and with the tag of what a GET of the issue shows. */
export const toIssue = (document: IssueDocument): JsonDocument<IssueResponse> =>
  new JsonDocument(document.issue, toDetail(document).traits);

export const toCreatedIssue = (created: CreatedIssue): JsonDocument<IssueResponse> =>
  toIssue(created).ofCreated(created.id);
