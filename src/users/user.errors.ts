import { CodedError, type FieldError } from '../common/errors/coded-error.js';

export class UserNotFoundError extends CodedError {
  constructor(id: number) {
    super('not-found', 'USER_NOT_FOUND', `There is no user ${String(id)}.`);
  }
}

export class NoSuchUsernameError extends CodedError {
  constructor(username: string) {
    super(
      'not-found',
      'USER_NOT_FOUND',
      `There is no user named ${username}; "npm run cli -- users" lists all.`,
    );
  }
}

export class UnknownUsernameError extends CodedError {
  constructor(username: string) {
    super(
      'not-found',
      'USER_NOT_FOUND',
      `There is no active user named ${username}; create one with "npm run cli -- user create ` +
        `--username ${username} --email ADDRESS", or bring a deactivated one back with ` +
        `"npm run cli -- user activate ${username}".`,
    );
  }
}

/** Nobody could manage users, tokens or maintenance over REST any more. */
export class LastAdminError extends CodedError {
  constructor(id: number) {
    const detail =
      `User ${String(id)} is the last one with a valid token of the scope admin; ` +
      'create one for another user first.';
    super('conflict', 'LAST_ADMIN', detail, {
      errors: [{ pointer: '/active', code: 'last_admin', detail }],
    });
  }
}

export class DuplicateUserError extends CodedError {
  constructor(field: 'username' | 'email', value: string) {
    super('conflict', 'DUPLICATE_USER', `There is already a user with the ${field} ${value}.`, {
      errors: [{ pointer: `/${field}`, code: 'duplicate', detail: 'is taken' }],
    });
  }
}

/** Without the scope admin, a user may change only their own names and e-mail address. */
export class ForeignUserError extends CodedError {
  constructor(pointers: readonly NonNullable<FieldError['pointer']>[]) {
    const detail = 'Only a token with the scope admin may change other users, or `active`.';
    super('forbidden', 'FOREIGN_USER', detail, {
      errors: pointers.map((pointer) => ({ pointer, code: 'foreign_user', detail })),
      members: { required_scope: 'admin' },
    });
  }
}

/** A body names a user who does not exist or is deactivated. */
export class UnknownUserError extends CodedError {
  constructor(id: number, pointer: NonNullable<FieldError['pointer']>) {
    const detail = `There is no active user ${String(id)}.`;
    super('unknown-reference', 'UNKNOWN_USER', detail, {
      errors: [{ pointer, code: 'unknown_user', detail }],
    });
  }
}
