import { ApiProperty } from '@nestjs/swagger';
import { IntegerField, TextField } from '../../http/validation/fields.decorator.js';
import { PageCursorParameter, PageQuery, PageResponse } from '../../http/paging/page.dto.js';
import { CommentResponse } from './comment-response.dto.js';

const BODY = { min: 1, max: 100_000, example: 'I can reproduce this.' };

export class CreateCommentRequest {
  @TextField(BODY)
  body!: string;

  @IntegerField({
    optional: true,
    description: 'An active user; by default the user of the token.',
    example: 2,
  })
  author_id?: number;
}

export class UpdateCommentRequest {
  @TextField(BODY)
  body!: string;
}

export class CommentPageQuery extends PageQuery {
  @PageCursorParameter(
    'Yk3e4OXicjQKB702WyJjb21tZW50cyIsIjEiLFsiMjAyNi0xMS0yNVQwODoxMzowOS4yNTFaIiwxXV0',
  )
  declare cursor?: string;
}

export class CommentPageResponse extends PageResponse {
  @ApiProperty({ type: [CommentResponse] })
  items!: CommentResponse[];
}
