import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { differs } from '../common/differs.js';
import { caseKey, compareText } from '../common/text.js';
import { isUniqueViolation } from '../database/database.errors.js';
import { isPositionOf } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { JsonDocument } from '../common/json-document.js';
import { toArrayDocument } from '../http/paging/page-document.js';
import type {
  CreateUserRequest,
  ListUsersQuery,
  UpdateUserRequest,
  UserResponse,
} from './dto/user.dto.js';
import {
  DuplicateUserError,
  LastAdminError,
  NoSuchUsernameError,
  UnknownUserError,
  UnknownUsernameError,
  UserNotFoundError,
} from './user.errors.js';
import type { User } from './user.entity.js';
import { requireAuthority } from './user-authority.js';
import { USER_ORDER, type UserFields, UsersRepository } from './users.repository.js';

/** A user to create. */
export interface NewUser {
  readonly username: string;
  readonly email: string;
}

type Keyed = Pick<User, 'usernameKey' | 'emailKey'> & { readonly user: NewUser };

const LIST = { sort: 'users', filter: '' };

@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  list(): Promise<User[]> {
    return this.runner.read(() => this.users.findAll());
  }

  /** All users as JSON, by id. */
  async showAll(): Promise<JsonDocument<UserResponse[]>> {
    return JsonDocument.list(await this.users.findDocuments());
  }

  /** One page of the users as JSON, by id. @throws ValidationError for the cursor */
  async showPage({ page_size, cursor }: ListUsersQuery): Promise<JsonDocument<UserResponse[]>> {
    const after = positionIn(LIST, cursor, isPositionOf(USER_ORDER));
    const found = await this.users.findPage({ after, offset: 0, limit: page_size });
    return toArrayDocument(found.documents, nextCursorOf(LIST, found.end));
  }

  /** The user as JSON. @throws UserNotFoundError */
  async show(id: number): Promise<JsonDocument<UserResponse>> {
    const document = await this.users.findDocument(id);
    if (document === undefined) throw new UserNotFoundError(id);
    return new JsonDocument(document);
  }

  /** JSON texts of these users, by id; unknown ones are left out. */
  async showMany(ids: readonly number[]): Promise<Map<number, string>> {
    const users = ids.length === 0 ? [] : await this.users.findDocumentsOf(ids);
    return new Map(users.map(({ id, document }) => [id, document]));
  }

  /** The users of these ids, by id; unknown ones are left out. */
  async findByIds(ids: readonly number[]): Promise<Map<number, User>> {
    const users = await this.users.findByIds([...new Set(ids)]);
    return new Map(users.map((user) => [user.id, user]));
  }

  /** @throws DuplicateUserError when the username or the e-mail address is taken */
  async create(request: CreateUserRequest): Promise<JsonDocument<UserResponse>> {
    const now = this.clock.now();
    const fields = {
      ...keysOf(request),
      fullName: request.full_name ?? null,
      active: true,
      createdAt: now,
      updatedAt: now,
    } as UserFields;
    return this.unlessDuplicate(request, undefined, async () => {
      const id = await this.users.insert(fields);
      return (await this.show(id)).ofCreated(id);
    });
  }

  /** @throws ForeignUserError, UserNotFoundError, DuplicateUserError, LastAdminError */
  async update(id: number, request: UpdateUserRequest): Promise<JsonDocument<UserResponse>> {
    const fields: Partial<UserFields> = {
      ...keysOf(request),
      ...(request.full_name === undefined ? {} : { fullName: request.full_name }),
      ...(request.active === undefined ? {} : { active: request.active }),
    };
    requireAuthority(id, request);
    return this.unlessDuplicate(request, id, async () => {
      if (request.active === false) await this.requireOtherAdmin(id);
      const user = await this.users.lock(id);
      if (!user) throw new UserNotFoundError(id);
      if (differs(user, fields)) {
        await this.users.update(id, { ...fields, updatedAt: this.clock.now() });
      }
      return this.show(id);
    });
  }

  /** Activates or deactivates the user of this name, in any case. @throws NoSuchUsernameError, LastAdminError */
  async setActive(username: string, active: boolean): Promise<JsonDocument<UserResponse>> {
    const [user] = await this.runner.readLatest(() =>
      this.users.findByKeys(caseKey(username), undefined),
    );
    if (!user) throw new NoSuchUsernameError(username);
    return this.update(user.id, { active });
  }

  /**
   * Part of a transaction: the user named at `pointer` is active, and stays so until its end.
   *
   * @throws UnknownUserError
   */
  async requireActive(id: number, pointer: string): Promise<void> {
    if (!(await this.users.isActive(id))) throw new UnknownUserError(id, pointer);
  }

  /**
   * Part of a transaction: the active user of this name, in any case.
   *
   * @throws UnknownUsernameError
   */
  async requireActiveNamed(username: string): Promise<User> {
    const [user] = await this.users.findByKeys(caseKey(username), undefined);
    if (!user?.active) throw new UnknownUsernameError(username);
    return user;
  }

  /** The ids of the users of these names, by the keys of the names; unknown ones are left out. */
  async findByNames(keys: readonly string[]): Promise<Map<string, number>> {
    const users = await this.users.findByNames(keys);
    return new Map(users.map(({ usernameKey, id }) => [usernameKey, id]));
  }

  /**
   * Part of a transaction: creates those of these users who do not exist yet, and returns them. An address
   * that somebody has already leaves the user out.
   */
  async createMissing(users: readonly NewUser[]): Promise<NewUser[]> {
    if (users.length === 0) return [];
    const now = this.clock.now();
    const wanted = users.map((user) => ({ user, ...keysOf(user) }) as Keyed);
    // In one order, so that two imports do not wait for each other.
    wanted.sort((a, b) => compareText(a.usernameKey, b.usernameKey));
    await this.users.insertMissing(
      wanted.map(({ user, ...keys }) => ({
        ...user,
        ...keys,
        fullName: null,
        active: true,
        createdAt: now,
        updatedAt: now,
      })),
    );
    const known = await this.findByNames(wanted.map(({ usernameKey }) => usernameKey));
    return wanted.filter(({ usernameKey }) => known.has(usernameKey)).map(({ user }) => user);
  }

  /** Part of a transaction: the active ones of these users, who stay so until its end. */
  lockActive(ids: readonly number[]): Promise<Set<number>> {
    return this.users.lockActive(ids);
  }

  private async requireOtherAdmin(id: number): Promise<void> {
    const admins = await this.users.lockAdmins(id, this.clock.now());
    if (admins.length === 1 && admins[0] === id) throw new LastAdminError(id);
  }

  private async unlessDuplicate(
    identity: UpdateUserRequest,
    self: number | undefined,
    work: () => Promise<JsonDocument<UserResponse>>,
  ): Promise<JsonDocument<UserResponse>> {
    const attempt = () =>
      this.runner.run(async () => {
        await this.refuseTaken(identity, self);
        return work();
      });
    try {
      return await attempt();
    } catch (error) {
      // A concurrent request was faster: the second attempt finds its row, and names the field.
      if (isUniqueViolation(error)) return attempt();
      throw error;
    }
  }

  private async refuseTaken(
    { username, email }: UpdateUserRequest,
    self: number | undefined,
  ): Promise<void> {
    const { usernameKey, emailKey } = keysOf({ username, email });
    const taken = await this.users.findByKeys(usernameKey, emailKey);
    for (const user of taken.filter(({ id }) => id !== self)) {
      throw user.usernameKey === usernameKey
        ? new DuplicateUserError('username', username ?? '')
        : new DuplicateUserError('email', email ?? '');
    }
  }
}

function keysOf({ username, email }: UpdateUserRequest): Partial<UserFields> {
  return {
    ...(username === undefined ? {} : { username, usernameKey: caseKey(username) }),
    ...(email === undefined ? {} : { email, emailKey: caseKey(email) }),
  };
}
