import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { type EventRecord, HistoryService } from '../history/history.service.js';
import type { EventUndo } from '../history/issue-event.entity.js';
import { BulkIssueWriter } from '../issues/bulk-issue-writer.service.js';
import type { Issue } from '../issues/issue.entity.js';
import { UsersService } from '../users/users.service.js';
import { authorOf } from './comment-author.js';
import { undoOf } from './comment-undo.js';
import { CommentsRepository, type StoredComment } from './comments.repository.js';
import type { CreateCommentRequest } from './dto/comment-requests.dto.js';

export type { StoredComment } from './comments.repository.js';

type Versioned = Pick<Issue, 'id' | 'version'>;

/** What becomes of a comment, whose issue is locked; a `body` of null deletes it. */
export interface CommentEdit {
  readonly issue: Versioned;
  readonly id: number;
  readonly body: string | null;
  /** Undefined for one that is deleted now. */
  readonly present: StoredComment | undefined;
  /** What a deleted one was, besides its text. */
  readonly undo: EventUndo;
}

/** Changes of the comments of many issues, in a fixed number of statements. */
@Injectable()
export class BulkCommentsService {
  constructor(
    private readonly comments: CommentsRepository,
    private readonly issues: BulkIssueWriter,
    private readonly users: UsersService,
    private readonly history: HistoryService,
    private readonly clock: Clock,
  ) {}

  /**
   * Part of a transaction that holds the locks of the issues: adds the same comment to each.
   *
   * @param pointer to the author in the request
   * @throws UnknownUserError, ForeignAuthorError
   */
  async add(
    issues: readonly Versioned[],
    { body, author_id }: CreateCommentRequest,
    pointer: string,
  ): Promise<void> {
    const authorId = authorOf(author_id, pointer);
    await this.users.requireActive(authorId, pointer);
    const at = this.clock.now();
    const ids = await this.comments.reserveIds(issues.length);
    const comments = issues.map(({ id: issueId }, index) => ({
      ...{ id: ids[index] ?? 0, issueId, authorId, body, createdAt: at, updatedAt: at },
    }));
    await this.comments.insertAll(comments);
    await this.issues.countComments(new Map(issues.map(({ id }) => [id, 1])));
    await this.history.record(
      issues.map((issue, index) => ({
        ...ofComment(issue, at),
        type: 'comment_added',
        details: { comment_id: ids[index], body },
        namedActorId: author_id,
      })),
    );
  }

  /** Part of a transaction that holds the locks of their issues: those of these comments that there are. */
  async find(ids: readonly number[]): Promise<StoredComment[]> {
    return ids.length === 0 ? [] : this.comments.findAll(ids);
  }

  /** Part of the same transaction: what was deleted comes back under its id. */
  async apply(edits: readonly CommentEdit[]): Promise<void> {
    if (edits.length === 0) return;
    const at = this.clock.now();
    const added = edits.filter(({ present }) => !present);
    const removed = edits.filter(({ body, present }) => body === null && present);
    const edited = edits.filter(({ body, present }) => body !== null && present);
    if (added.length > 0) await this.comments.insertAll(added.map(toRow));
    if (removed.length > 0) await this.comments.deleteAll(removed.map(({ id }) => id));
    if (edited.length > 0) {
      await this.comments.updateAll(
        edited.map(({ id, body }) => ({ id, body: body ?? '', updatedAt: at })),
      );
    }
    const counts = new Map<number, number>();
    const count =
      (by: number) =>
      ({ issue }: CommentEdit) =>
        counts.set(issue.id, (counts.get(issue.id) ?? 0) + by);
    added.forEach(count(1));
    removed.forEach(count(-1));
    if (counts.size > 0) await this.issues.countComments(counts);
    await this.history.record(edits.map((edit) => eventOf(edit, at)));
  }
}

const ofComment = ({ id, version }: Versioned, at: Date) => ({ issueId: id, version, at });

function eventOf({ issue, id, body, present }: CommentEdit, at: Date): EventRecord {
  const common = ofComment(issue, at);
  if (!present) return { ...common, type: 'comment_added', details: { comment_id: id, body } };
  if (body !== null) {
    const details = { comment_id: id, from: present.body, to: body };
    return { ...common, type: 'comment_edited', details };
  }
  const details = { comment_id: id, body: present.body };
  return { ...common, type: 'comment_deleted', details, undo: undoOf(present) };
}

const toRow = ({ issue, id, body, undo }: CommentEdit): StoredComment => ({
  id,
  issueId: issue.id,
  authorId: undo.author_id ?? 0,
  body: body ?? '',
  createdAt: undo.created_at ?? '',
  updatedAt: undo.updated_at ?? '',
});
