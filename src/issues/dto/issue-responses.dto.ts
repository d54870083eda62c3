import { ApiProperty } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { PageResponse } from '../../http/paging/page.dto.js';
import { Tagged } from '../../http/interceptors/entity-tag.interceptor.js';
import { compareText } from '../../common/text.js';
import { LabelResponse, toLabelResponse } from '../../labels/dto/label.dto.js';
import { toUserResponse, UserResponse } from '../../users/dto/user.dto.js';
import {
  type Issue,
  ISSUE_PRIORITIES,
  ISSUE_STATUSES,
  type IssuePriority,
  type IssueStatus,
} from '../issue.entity.js';
import type { BulkStatusRequest } from './issue-requests.dto.js';
import { CommentResponse, toCommentResponse } from '../../comments/dto/comment-response.dto.js';

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
}

export class IssueDetailResponse extends IssueResponse {
  @ApiProperty({ type: [CommentResponse], description: 'Oldest first, at most 100.' })
  comments!: CommentResponse[];
}

export class IssuePageResponse extends PageResponse {
  @ApiProperty({ type: [IssueResponse] })
  items!: IssueResponse[];
}

export class BulkStatusResponse {
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

export function toIssueResponse(issue: Issue): IssueResponse {
  return {
    id: issue.id,
    title: issue.title,
    description: issue.description,
    status: issue.status,
    priority: issue.priority,
    version: issue.version,
    assignee_id: issue.assigneeId,
    assignee: issue.assignee ? toUserResponse(issue.assignee) : null,
    labels: [...issue.labels]
      .sort((a, b) => compareText(a.nameKey, b.nameKey))
      .map(toLabelResponse),
    comments_count: issue.commentsCount,
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
    resolved_at: issue.resolvedAt?.toISOString() ?? null,
  };
}

/** With the comments: what a GET of the issue shows. */
export function toTaggedDetail(issue: Issue): Tagged<IssueDetailResponse> {
  const detail = { ...toIssueResponse(issue), comments: issue.comments.map(toCommentResponse) };
  return new Tagged(detail, issue.version, detail);
}

/** Without the comments, and with the tag of what a GET of the issue shows. */
export function toTaggedIssue(issue: Issue): Tagged<IssueResponse> {
  return new Tagged(toIssueResponse(issue), issue.version, toTaggedDetail(issue).representation);
}
