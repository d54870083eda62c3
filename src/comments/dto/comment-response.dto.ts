import { ApiProperty } from '@nestjs/swagger';
import { TimestampProperty } from '../../http/validation/timestamp.decorator.js';
import { UserResponse } from '../../users/dto/user.dto.js';

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
