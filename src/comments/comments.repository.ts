import { Injectable } from '@nestjs/common';
import type { Slice } from '../common/dto/page.dto.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { Comment } from './comment.entity.js';

export type NewComment = Pick<Comment, 'issueId' | 'authorId' | 'body'> &
  Pick<Comment, 'createdAt' | 'updatedAt'>;

@Injectable()
export class CommentsRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get comments() {
    return this.runner.manager.getRepository(Comment);
  }

  findOne(issueId: number, id: number): Promise<Comment | null> {
    return this.comments.findOne({ where: { id, issueId }, relations: { author: true } });
  }

  /** Oldest first. */
  async findPage(issueId: number, offset: number, limit: number): Promise<Slice<Comment>> {
    const [rows, total] = await this.comments.findAndCount({
      where: { issueId },
      relations: { author: true },
      order: { createdAt: 'ASC', id: 'ASC' },
      skip: offset,
      take: limit,
    });
    return { rows, total };
  }

  async insert(comment: NewComment): Promise<number> {
    const { identifiers } = await this.comments.insert({ ...comment, version: 1 });
    return (identifiers[0] as { id: number }).id;
  }

  async update(issueId: number, id: number, body: string, updatedAt: Date): Promise<boolean> {
    return (await this.comments.update({ id, issueId }, { body, updatedAt })).affected === 1;
  }

  async delete(issueId: number, id: number): Promise<boolean> {
    return (await this.comments.delete({ id, issueId })).affected === 1;
  }
}
