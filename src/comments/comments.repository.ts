import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type KeyPage, type Seek, seekPage, type SortKey } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Comment } from './comment.entity.js';

/** Oldest first. */
export const COMMENT_ORDER: readonly SortKey[] = [
  { expression: 'comment.created_at', kind: 'moment', descending: false },
  { expression: 'comment.id', kind: 'integer', descending: false },
];

export type NewComment = Pick<Comment, 'issueId' | 'authorId' | 'body'> &
  Pick<Comment, 'createdAt' | 'updatedAt'>;

/** Rows travel as one JSON parameter. */
const INSERT = {
  sqlite: `
    INSERT INTO comments (id, issue_id, author_id, body, version, created_at, updated_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, 1, value ->> 4, value ->> 5
    FROM json_each(?)`,
  postgres: `
    INSERT INTO comments (id, issue_id, author_id, body, version, created_at, updated_at)
    SELECT (value ->> 0)::integer, (value ->> 1)::integer, (value ->> 2)::integer, value ->> 3, 1,
           (value ->> 4)::timestamptz, (value ->> 5)::timestamptz
    FROM jsonb_array_elements(?::jsonb)`,
} as const;

@Injectable()
export class CommentsRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get comments() {
    return this.runner.manager.getRepository(Comment);
  }

  findOne(issueId: number, id: number): Promise<Comment | null> {
    return this.comments.findOne({ where: { id, issueId }, relations: { author: true } });
  }

  count(issueId: number): Promise<number> {
    return this.comments.countBy({ issueId });
  }

  async findPage(issueId: number, seek: Seek): Promise<Pick<KeyPage, 'end'> & { rows: Comment[] }> {
    const query = this.comments.createQueryBuilder('comment').where({ issueId });
    const { ids, end } = await seekPage(query, COMMENT_ORDER, seek);
    const rows = await this.comments.find({
      where: { id: In([...ids]) },
      relations: { author: true },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return { rows, end };
  }

  async insert(comment: NewComment): Promise<number> {
    const { identifiers } = await this.comments.insert({ ...comment, version: 1 });
    return (identifiers[0] as { id: number }).id;
  }

  /** Comments under ids that have been reserved: one statement for any number of them. */
  async insertAll(comments: readonly (NewComment & { readonly id: number })[]): Promise<void> {
    if (comments.length === 0) return;
    const rows = comments.map(({ id, issueId, authorId, body, createdAt, updatedAt }) => [
      id,
      issueId,
      authorId,
      body,
      createdAt,
      updatedAt,
    ]);
    await this.runner.query(INSERT[this.runner.dialect], [JSON.stringify(rows)]);
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
}
