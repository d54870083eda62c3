import { Injectable } from '@nestjs/common';
import type { Position } from '../common/cursor.js';
import {
  beginsWithin,
  keyColumn,
  keysetPage,
  keysetValues,
  LOG_POSITION,
  orderBy,
  type Seek,
  shapeOfSeek,
  type SortKey,
  toPage,
} from '../database/keyset.js';
import { NamedStatement, StatementCache } from '../database/named-statement.js';
import {
  documentOfShare,
  documentWithin,
  fitting,
  pageWithBytes,
  readPage,
  shareOf,
} from '../database/page-bytes.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Comment } from './comment.entity.js';
import { commentObject } from './dto/comment.document.js';

/** Oldest first. */
export const COMMENT_ORDER: readonly SortKey[] = [
  { expression: 'comment.created_at', kind: 'timestamp', descending: false },
  { expression: 'comment.id', kind: 'integer', descending: false },
];

export type NewComment = Pick<Comment, 'issueId' | 'authorId' | 'body'> &
  Pick<Comment, 'createdAt' | 'updatedAt'>;

const ROW = ['issueId', 'authorId', 'body', 'version', 'createdAt', 'updatedAt'] as const;

export interface FoundComments {
  readonly documents: readonly string[];
  readonly total: number;
  /** Whether the page has fewer items than it could, since they would be too large together. */
  readonly isCut: boolean;
  /** The position of the last one when there are more. */
  readonly end: Position | undefined;
}

/** As the driver returns its times. */
export type StoredComment = Omit<NewComment, 'createdAt' | 'updatedAt'> &
  Pick<Comment, 'id'> & {
    readonly createdAt: Date | string;
    readonly updatedAt: Date | string;
  };

/** A row of a page; an empty page is one row, without an id. */
type Row = Readonly<Record<string, unknown>> & {
  readonly total: number;
  readonly id: number | null;
  /** NULL when it is left out of a large page. */
  readonly document: string | null;
};

const LONG_TEXT = { table: 'comments', alias: 'sized', text: 'body' } as const;

const TOTAL = `(SELECT CAST(issue.comments_count AS bigint) FROM issues issue
  WHERE issue.id = :issueId)`;

@Injectable()
export class CommentsRepository {
  private document: NamedStatement | undefined;
  private all: NamedStatement | undefined;
  private deletingAll: NamedStatement | undefined;
  private readonly pages = new StatementCache();

  constructor(private readonly runner: TransactionRunner) {}

  private get comments() {
    return this.runner.manager.getRepository(Comment);
  }

  find(issueId: number, id: number): Promise<Comment | null> {
    return this.comments.findOneBy({ id, issueId });
  }

  /** JSON text of the comment. */
  async findDocument(id: number): Promise<string> {
    const { dialect } = this.runner;
    this.document ??= new NamedStatement(
      `SELECT ${commentObject(dialect, 'comment')} AS document
       FROM comments comment WHERE comment.id = :id`,
      dialect,
    );
    const [found] = await this.runner.select<{ document: string }>(this.document, { id });
    return found?.document ?? 'null';
  }

  /** One page of the comments of an issue, with their number; undefined without the issue. */
  async findPage(issueId: number, seek: Seek): Promise<FoundComments | undefined> {
    const parameters = { issueId, ...keysetValues(seek), share: shareOf(seek.limit) };
    const isPresent = ({ id }: Row) => id !== null;
    const found = await readPage<Row>((isLarge) => {
      const statement = this.pages.get(`${shapeOfSeek(seek)} ${String(isLarge)}`, () =>
        this.composePage(seek, isLarge),
      );
      return this.runner.selectExisting<Row>(statement, parameters);
    }, isPresent);
    const [first] = found;
    if (!first) return undefined;
    const present = found.filter(isPresent);
    const limit = Math.min(seek.limit, fitting(present));
    const { rows, end } = toPage(present, COMMENT_ORDER, limit);
    return {
      documents: rows.map(({ document }) => document ?? ''),
      total: first.total,
      isCut: limit < Math.min(seek.limit, present.length),
      end,
    };
  }

  insert(comment: NewComment): Promise<number> {
    return this.runner.insertRow('comments', ROW, { ...comment, version: 1 });
  }

  /** Comments under ids that have been reserved: one statement for any number of them. */
  insertAll(comments: readonly StoredComment[]): Promise<void> {
    const rows = comments.map((comment) => ({ ...comment, version: 1 }));
    return this.runner.insertRows('comments', ['id', ...ROW], rows);
  }

  /** The existing ones of these comments. */
  findAll(ids: readonly number[]): Promise<StoredComment[]> {
    const { dialect } = this.runner;
    this.all ??= new NamedStatement(
      `SELECT id, issue_id AS "issueId", author_id AS "authorId", body,
         created_at AS "createdAt", updated_at AS "updatedAt"
       FROM comments WHERE ${dialect.isOneOf('id', ':ids', 'integer')}`,
      dialect,
    );
    return this.runner.select<StoredComment>(this.all, { ids: dialect.list(ids) });
  }

  /** Gives each comment its text: one statement for any number of them. */
  updateAll(comments: readonly Pick<Comment, 'id' | 'body' | 'updatedAt'>[]): Promise<void> {
    return this.runner.updateRows('comments', ['body', 'updatedAt'], comments);
  }

  async deleteAll(ids: readonly number[]): Promise<void> {
    const { dialect } = this.runner;
    this.deletingAll ??= new NamedStatement(
      `DELETE FROM comments WHERE ${dialect.isOneOf('id', ':ids', 'integer')}`,
      dialect,
    );
    await this.runner.change(this.deletingAll, { ids: dialect.list(ids) });
  }

  reserveIds(count: number): Promise<number[]> {
    return this.runner.reserveIds('comments', count);
  }

  async update(id: number, body: string, updatedAt: Date): Promise<void> {
    await this.comments.update({ id }, { body, updatedAt });
  }

  async delete(id: number): Promise<void> {
    await this.comments.delete({ id });
  }

  private composePage(seek: Seek, isLarge: boolean): NamedStatement {
    const { dialect, logPosition } = this.runner;
    const part = {
      from: 'FROM comments comment WHERE comment.issue_id = :issueId',
      keys: COMMENT_ORDER,
    };
    const keys = COMMENT_ORDER.map((_key, index) => `page.${keyColumn(index)}`).join(', ');
    const page = keysetPage([part], seek.after, beginsWithin(TOTAL, seek));
    const object = commentObject(dialect, 'comment');
    const document = isLarge
      ? documentWithin(object)
      : documentOfShare(object, LONG_TEXT, 'comment');
    return new NamedStatement(
      `SELECT issue.comments_count AS total, ${keys}, comment.id,
         ${logPosition} AS ${LOG_POSITION}, ${document} AS document
       FROM issues issue
       LEFT JOIN (${isLarge ? pageWithBytes(page, COMMENT_ORDER, LONG_TEXT) : page}) page ON 1 = 1
       LEFT JOIN comments comment ON comment.id = page.${keyColumn(1)}
       WHERE issue.id = :issueId AND issue.deleted_at IS NULL
       ${orderBy(COMMENT_ORDER, 'page.')}`,
      dialect,
    );
  }
}
