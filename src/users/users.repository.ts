import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import { User } from './user.entity.js';

export type UserFields = Pick<User, 'username' | 'usernameKey' | 'email' | 'emailKey'> &
  Pick<User, 'fullName' | 'active' | 'createdAt' | 'updatedAt'>;

@Injectable()
export class UsersRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get users() {
    return this.runner.manager.getRepository(User);
  }

  findAll(): Promise<User[]> {
    return this.users.find({ order: { id: 'ASC' } });
  }

  findById(id: number): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  findByIds(ids: readonly number[]): Promise<User[]> {
    return this.users.findBy({ id: In([...ids]) });
  }

  async insert(fields: UserFields): Promise<number> {
    const { identifiers } = await this.users.insert({ ...fields, version: 1 });
    return (identifiers[0] as { id: number }).id;
  }

  async update(id: number, fields: Partial<UserFields>): Promise<void> {
    await this.users.update({ id }, fields);
  }

  /** Reads and locks the user until the end of this transaction. */
  lock(id: number): Promise<User | null> {
    return this.runner.locked(this.users.createQueryBuilder('user').where({ id })).getOne();
  }

  /** The users who have the username or the e-mail address. */
  findByKeys(usernameKey: string | undefined, emailKey: string | undefined): Promise<User[]> {
    const where = [
      ...(usernameKey === undefined ? [] : [{ usernameKey }]),
      ...(emailKey === undefined ? [] : [{ emailKey }]),
    ];
    return where.length === 0 ? Promise.resolve([]) : this.users.findBy(where);
  }

  /** The active ones of these; with `lock` they stay active until the transaction ends. */
  async findActive(ids: readonly number[], { lock }: { lock: boolean }): Promise<Set<number>> {
    const query = this.users
      .createQueryBuilder('user')
      .select('user.id', 'id')
      .where({ id: In([...ids]), active: true })
      .orderBy('user.id');
    if (lock) this.runner.locked(query, 'share');
    const rows = await query.getRawMany<{ id: number }>();
    return new Set(rows.map(({ id }) => id));
  }
}
