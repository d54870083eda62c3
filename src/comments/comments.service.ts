import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { JsonDocument } from '../common/json-document.js';
import { toPageDocument } from '../http/paging/page-document.js';
import type { PageQuery } from '../http/paging/page.dto.js';
import { isPositionOf } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { type EventRecord, HistoryService } from '../history/history.service.js';
import { IssueNotFoundError } from '../issues/issue.errors.js';
import { IssuesService } from '../issues/issues.service.js';
import { UsersService } from '../users/users.service.js';
import { authorOf } from './comment-author.js';
import type { Comment } from './comment.entity.js';
import { CommentNotFoundError } from './comment.errors.js';
import { undoOf } from './comment-undo.js';
import { COMMENT_ORDER, CommentsRepository } from './comments.repository.js';
import type { CommentResponse } from './dto/comment-response.dto.js';
import type {
  CommentPageResponse,
  CreateCommentRequest,
  UpdateCommentRequest,
} from './dto/comment-requests.dto.js';

type Document = JsonDocument<CommentResponse>;

/** A comment on an issue that is stored later in the same transaction. */
export type PastComment = Pick<Comment, 'issueId' | 'authorId' | 'body' | 'createdAt'>;

/** Every change locks the issue, so that the history is in the order of the changes. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly comments: CommentsRepository,
    private readonly issues: IssuesService,
    private readonly users: UsersService,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws IssueNotFoundError, ValidationError for the cursor */
  async list(issueId: number, query: PageQuery): Promise<JsonDocument<CommentPageResponse>> {
    const { page = 1, page_size, cursor } = query;
    const list = { sort: 'comments', filter: String(issueId) };
    const after = positionIn(list, cursor, isPositionOf(COMMENT_ORDER));
    const found = await this.comments.findPage(issueId, {
      after,
      offset: after ? 0 : (page - 1) * page_size,
      limit: page_size,
    });
    if (!found) throw new IssueNotFoundError(issueId);
    return toPageDocument({ ...found, nextCursor: nextCursorOf(list, found.end) }, query);
  }

  /** @throws IssueNotFoundError, UnknownUserError, ForeignAuthorError */
  create(issueId: number, { body, author_id }: CreateCommentRequest): Promise<Document> {
    return this.runner.run(async () => {
      const { version } = await this.issues.lock(issueId);
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
      await this.issues.countComment(issueId, 1);
      await this.history.record([
        {
          issueId,
          type: 'comment_added',
          version,
          details: { comment_id: id, body },
          at: now,
          namedActorId: author_id,
        },
      ]);
      return (await this.show(id)).ofCreated(id);
    });
  }

  /** @throws IssueNotFoundError, CommentNotFoundError */
  update(issueId: number, id: number, { body }: UpdateCommentRequest): Promise<Document> {
    return this.runner.run(async () => {
      const { version } = await this.issues.lock(issueId);
      const comment = await this.find(issueId, id);
      if (comment.body === body) return this.show(id);
      const now = this.clock.now();
      await this.comments.update(id, body, now);
      const details = { comment_id: id, from: comment.body, to: body };
      await this.history.record([{ issueId, type: 'comment_edited', version, details, at: now }]);
      return this.show(id);
    });
  }

  /** @throws IssueNotFoundError, CommentNotFoundError */
  delete(issueId: number, id: number): Promise<void> {
    return this.runner.run(async () => {
      const { version } = await this.issues.lock(issueId);
      const { body, authorId, createdAt, updatedAt } = await this.find(issueId, id);
      await this.comments.delete(id);
      await this.issues.countComment(issueId, -1);
      const details = { comment_id: id, body };
      const at = this.clock.now();
      const undo = undoOf({ authorId, createdAt, updatedAt });
      await this.history.record([{ issueId, type: 'comment_deleted', version, details, at, undo }]);
    });
  }

  /**
   * Part of a transaction with deferred foreign keys: stores comments of issues that are inserted
   * afterwards, with `commentsCount`; returns the events for their histories.
   */
  async storePast(comments: readonly PastComment[]): Promise<EventRecord[]> {
    const ids = await this.comments.reserveIds(comments.length);
    const stored = comments.map((comment, index) => ({ ...comment, id: ids[index] ?? 0 }));
    await this.comments.insertAll(
      stored.map((comment) => ({ ...comment, updatedAt: comment.createdAt })),
    );
    return stored.map(({ id, issueId, authorId, body, createdAt }) => ({
      issueId,
      type: 'comment_added',
      version: 1,
      details: { comment_id: id, body },
      at: createdAt,
      namedActorId: authorId,
    }));
  }

  private async find(issueId: number, id: number): Promise<Comment> {
    const comment = await this.comments.find(issueId, id);
    if (!comment) throw new CommentNotFoundError(issueId, id);
    return comment;
  }

  private async show(id: number): Promise<Document> {
    return new JsonDocument(await this.comments.findDocument(id));
  }
}
