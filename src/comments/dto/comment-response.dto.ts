import { ApiProperty } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import type { Comment } from '../comment.entity.js';
import { toUserResponse, UserResponse } from '../../users/dto/user.dto.js';

export class CommentResponse {
  @ApiProperty({ type: 'integer', example: 11 })
  id!: number;

  @ApiProperty({ type: 'integer', example: 7 })
  issue_id!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  author_id!: number;

  @ApiProperty({ type: UserResponse })
  author!: UserResponse;

  @ApiProperty({ example: 'I can reproduce this.' })
  body!: string;

  @TimestampProperty()
  created_at!: string;

  @TimestampProperty()
  updated_at!: string;
}

export function toCommentResponse(comment: Comment): CommentResponse {
  return {
    id: comment.id,
    issue_id: comment.issueId,
    author_id: comment.authorId,
    author: toUserResponse(comment.author),
    body: comment.body,
    created_at: comment.createdAt.toISOString(),
    updated_at: comment.updatedAt.toISOString(),
  };
}
