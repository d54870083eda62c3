import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JsonDocument } from '../common/json-document.js';
import { RespondsWithPage } from '../http/decorators/responds-with-page.decorator.js';
import { ApiCreated } from '../http/decorators/api-created.decorator.js';
import { RequireScope } from '../http/decorators/access.decorator.js';
import { Id } from '../http/validation/id.pipe.js';
import { TakesMergePatch } from '../http/guards/media-type.guard.js';
import { ProblemResponses } from '../http/openapi/problem-responses.js';
import { ApiIdempotencyKey } from '../idempotency/idempotency-key.header.js';
import { IdempotencyInterceptor } from '../idempotency/idempotency.interceptor.js';
import { CommentResponse } from './dto/comment-response.dto.js';
import { CommentsService } from './comments.service.js';
import {
  CommentPageQuery,
  CommentPageResponse,
  CreateCommentRequest,
  UpdateCommentRequest,
} from './dto/comment-requests.dto.js';

@ApiTags('comments')
@Controller('issues/:id/comments')
export class CommentsController {
  constructor(private readonly comments: CommentsService) {}

  @Get()
  @RequireScope('read')
  @ApiOperation({
    operationId: 'listComments',
    summary: 'List the comments of an issue, oldest first',
    description: 'By page, or by cursor.',
  })
  @RespondsWithPage(CommentPageResponse)
  @ProblemResponses(404)
  list(
    @Id() id: number,
    @Query() query: CommentPageQuery,
  ): Promise<JsonDocument<CommentPageResponse>> {
    return this.comments.list(id, query);
  }

  @Post()
  @RequireScope('write')
  @UseInterceptors(IdempotencyInterceptor)
  @ApiIdempotencyKey()
  @ApiOperation({
    operationId: 'createComment',
    summary: 'Comment on an issue',
    description: 'Increments `comments_count`, not the version of the issue.',
  })
  @ApiCreated(CommentResponse, '/issues/7/comments/12')
  @ProblemResponses(404, 409)
  create(
    @Id() id: number,
    @Body() request: CreateCommentRequest,
  ): Promise<JsonDocument<CommentResponse>> {
    return this.comments.create(id, request);
  }

  @Patch(':comment_id')
  @RequireScope('write')
  @TakesMergePatch()
  @ApiOperation({
    operationId: 'updateComment',
    summary: 'Edit a comment',
    description: 'The history of the issue keeps the previous text.',
  })
  @ApiOkResponse({ type: CommentResponse })
  @ProblemResponses(404)
  update(
    @Id() id: number,
    @Id('comment_id') commentId: number,
    @Body() request: UpdateCommentRequest,
  ): Promise<JsonDocument<CommentResponse>> {
    return this.comments.update(id, commentId, request);
  }

  @Delete(':comment_id')
  @RequireScope('write')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteComment',
    summary: 'Delete a comment',
    description: 'The history of the issue keeps the text.',
  })
  @ApiNoContentResponse()
  @ProblemResponses(404)
  delete(@Id() id: number, @Id('comment_id') commentId: number): Promise<void> {
    return this.comments.delete(id, commentId);
  }
}
