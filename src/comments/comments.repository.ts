import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type KeyPage, type Seek, seekPage, type SortKey } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Comment } from './comment.entity.js';

/** Oldest first. */
export const COMMENT_ORDER: readonly SortKey[] = [
  { expression: 'comment.created_at', kind: 'timestamp', descending: false },
  { expression: 'comment.id', kind: 'integer', descending: false },
];

export type NewComment = Pick<Comment, 'issueId' | 'authorId' | 'body'> &
  Pick<Comment, 'createdAt' | 'updatedAt'>;

const COLUMNS = ['id', 'issueId', 'authorId', 'body', 'version', 'createdAt', 'updatedAt'] as const;

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
  insertAll(comments: readonly (NewComment & { readonly id: number })[]): Promise<void> {
    const rows = comments.map((comment) => ({ ...comment, version: 1 }));
    return this.runner.insertRows('comments', COLUMNS, rows);
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
