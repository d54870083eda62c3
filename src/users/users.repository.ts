import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { Dialect } from '../database/dialect.js';
import {
  documentPage,
  type DocumentRow,
  type FoundDocuments,
  keysetValues,
  type Seek,
  shapeOfSeek,
  type SortKey,
  toDocuments,
} from '../database/keyset.js';
import { NamedStatement, StatementCache } from '../database/named-statement.js';
import { userFields } from './dto/user.document.js';
import { User } from './user.entity.js';

export type UserFields = Pick<User, 'username' | 'usernameKey' | 'email' | 'emailKey'> &
  Pick<User, 'fullName' | 'active' | 'createdAt' | 'updatedAt'>;

const INSERTED = [
  'username',
  'usernameKey',
  'email',
  'emailKey',
  'fullName',
  'active',
  'version',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Omit<User, 'id'>)[];

/** The order of the list. */
export const USER_ORDER: readonly SortKey[] = [
  { expression: 'person.id', kind: 'integer', descending: false },
];

@Injectable()
export class UsersRepository {
  private readonly pages = new StatementCache();
  private all: NamedStatement | undefined;
  private one: NamedStatement | undefined;
  private many: NamedStatement | undefined;
  private active: NamedStatement | undefined;
  private admins: NamedStatement | undefined;
  private known: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get users() {
    return this.runner.manager.getRepository(User);
  }

  findAll(): Promise<User[]> {
    return this.users.find({ order: { id: 'ASC' } });
  }

  /** JSON texts of all users, by id. */
  async findDocuments(): Promise<string[]> {
    const { dialect } = this.runner;
    this.all ??= new NamedStatement(`${selectUser(dialect)} ORDER BY person.id`, dialect);
    const rows = await this.runner.select<{ document: string }>(this.all);
    return rows.map(({ document }) => document);
  }

  /** One page of the same. */
  async findPage(seek: Seek): Promise<FoundDocuments> {
    const { dialect } = this.runner;
    const statement = this.pages.get(shapeOfSeek(seek), () => {
      const { logPosition } = this.runner;
      const rows = {
        table: 'users',
        alias: 'person',
        logPosition,
        document: userDocument(dialect),
      };
      return new NamedStatement(documentPage(rows, USER_ORDER, seek.after), dialect);
    });
    const found = await this.runner.select<DocumentRow>(statement, keysetValues(seek));
    return toDocuments(found, USER_ORDER, seek.limit);
  }

  async findDocument(id: number): Promise<string | undefined> {
    const { dialect } = this.runner;
    this.one ??= new NamedStatement(`${selectUser(dialect)} WHERE person.id = :id`, dialect);
    const [found] = await this.runner.selectExisting<{ document: string }>(this.one, { id });
    return found?.document;
  }

  /** JSON texts of these users. */
  findDocumentsOf(ids: readonly number[]): Promise<{ id: number; document: string }[]> {
    const { dialect } = this.runner;
    this.many ??= new NamedStatement(
      `${selectUser(dialect)} WHERE ${dialect.isOneOf('person.id', ':ids', 'integer')}`,
      dialect,
    );
    return this.runner.select(this.many, { ids: dialect.list(ids) });
  }

  findByIds(ids: readonly number[]): Promise<User[]> {
    return this.users.findBy({ id: In([...ids]) });
  }

  async insert(fields: UserFields): Promise<number> {
    const { identifiers } = await this.users.insert({ ...fields, version: 1 });
    return (identifiers[0] as { id: number }).id;
  }

  /** Leaves out who violates a unique index. */
  async insertMissing(fields: readonly UserFields[]): Promise<void> {
    const rows = fields.map((field) => ({ ...field, version: 1 }));
    await this.runner.insertMissingRows<Omit<User, 'id'>>('users', INSERTED, rows);
  }

  /** Who has one of these names. */
  findByNames(keys: readonly string[]): Promise<Pick<User, 'id' | 'usernameKey'>[]> {
    const { dialect } = this.runner;
    this.known ??= new NamedStatement(
      `SELECT id, username_key AS "usernameKey" FROM users
       WHERE ${dialect.isOneOf('username_key', ':keys', 'text')}`,
      dialect,
    );
    return this.runner.select(this.known, { keys: dialect.list(keys) });
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

  /** Part of a transaction: whether the user is active, and stays so until its end. */
  async isActive(id: number): Promise<boolean> {
    const { dialect } = this.runner;
    this.active ??= new NamedStatement(
      `SELECT person.id FROM users person WHERE person.id = :id AND person.active = TRUE
       ${dialect.lockClauses.share}`,
      dialect,
    );
    return (await this.runner.select(this.active, { id })).length > 0;
  }

  /**
   * Part of a transaction: the active users with a valid admin token, who stay so until its end. The user of
   * this id is locked in the same order as they are: a lock after theirs might wait for a caller who
   * waits for one of theirs.
   */
  async lockAdmins(id: number, now: Date): Promise<number[]> {
    const { dialect } = this.runner;
    this.admins ??= new NamedStatement(
      `SELECT person.id, ${IS_ADMIN} AS is_admin FROM users person
       WHERE person.id = :id OR ${IS_ADMIN}
       ORDER BY person.id ${dialect.lockClauses.change}`,
      dialect,
    );
    const values = { id, now: now.toISOString() };
    const rows = await this.runner.select<{ id: number; is_admin: boolean | number }>(
      this.admins,
      values,
    );
    return rows.flatMap(({ id: found, is_admin: isAdmin }) => (isAdmin ? found : []));
  }

  /** The active ones of these, who stay active until the transaction ends. */
  async lockActive(ids: readonly number[]): Promise<Set<number>> {
    const query = this.users
      .createQueryBuilder('user')
      .select('user.id', 'id')
      .where({ id: In([...ids]), active: true })
      .orderBy('user.id');
    const rows = await this.runner.locked(query, 'share').getRawMany<{ id: number }>();
    return new Set(rows.map(({ id }) => id));
  }
}

/** SQL: whether `person` is active and has a valid admin token. */
const IS_ADMIN = `(person.active = TRUE AND EXISTS (SELECT 1 FROM api_tokens token
  WHERE token.user_id = person.id AND token.scope = 'admin' AND token.revoked_at IS NULL
    AND (token.expires_at IS NULL OR token.expires_at > :now)))`;

const userDocument = (dialect: Dialect): string =>
  dialect.jsonText(dialect.jsonObject(userFields(dialect, 'person')));

const selectUser = (dialect: Dialect): string =>
  `SELECT person.id, ${userDocument(dialect)} AS document FROM users person`;
