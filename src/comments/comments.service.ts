import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import type { PageQuery, Slice } from '../common/dto/page.dto.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { IssuesService } from '../issues/issues.service.js';
import { UsersService } from '../users/users.service.js';
import { authorOf } from './comment-author.js';
import type { Comment } from './comment.entity.js';
import { CommentNotFoundError } from './comment.errors.js';
import { CommentsRepository } from './comments.repository.js';
import type { CreateCommentRequest, UpdateCommentRequest } from './dto/comment-requests.dto.js';

@Injectable()
export class CommentsService {
  constructor(
    private readonly comments: CommentsRepository,
    private readonly issues: IssuesService,
    private readonly users: UsersService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws IssueNotFoundError */
  list(issueId: number, { page, page_size }: PageQuery): Promise<Slice<Comment>> {
    return this.runner.read(async () => {
      await this.issues.requireExisting(issueId);
      return this.comments.findPage(issueId, (page - 1) * page_size, page_size);
    });
  }

  /** @throws IssueNotFoundError, UnknownUserError, ForeignAuthorError */
  create(issueId: number, { body, author_id }: CreateCommentRequest): Promise<Comment> {
    return this.runner.run(async () => {
      await this.issues.countComment(issueId, 1);
      const authorId = authorOf(author_id);
      await this.users.requireActive(authorId, '/author_id');
      const now = this.clock.now();
      const id = await this.comments.insert({
        issueId,
        authorId,
        body,
        createdAt: now,
        updatedAt: now,
      });
      return this.find(issueId, id);
    });
  }

  /** @throws IssueNotFoundError, CommentNotFoundError */
  update(issueId: number, id: number, { body }: UpdateCommentRequest): Promise<Comment> {
    return this.runner.run(async () => {
      await this.issues.requireExisting(issueId);
      if (!(await this.comments.update(issueId, id, body, this.clock.now()))) {
        throw new CommentNotFoundError(issueId, id);
      }
      return this.find(issueId, id);
    });
  }

  /** @throws IssueNotFoundError, CommentNotFoundError */
  delete(issueId: number, id: number): Promise<void> {
    return this.runner.run(async () => {
      await this.issues.countComment(issueId, -1);
      if (!(await this.comments.delete(issueId, id))) throw new CommentNotFoundError(issueId, id);
    });
  }

  private async find(issueId: number, id: number): Promise<Comment> {
    const comment = await this.comments.findOne(issueId, id);
    if (!comment) throw new CommentNotFoundError(issueId, id);
    return comment;
  }
}
