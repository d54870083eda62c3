import { CodedError, type FieldError } from '../common/errors/coded-error.js';

export class UserNotFoundError extends CodedError {
  constructor(id: number) {
    super('not-found', 'USER_NOT_FOUND', `There is no user ${String(id)}.`);
  }
}

export class UnknownUsernameError extends CodedError {
  constructor(username: string) {
    super('not-found', 'USER_NOT_FOUND', `There is no active user named ${username}.`);
  }
}

export class DuplicateUserError extends CodedError {
  constructor(field: 'username' | 'email', value: string) {
    super('conflict', 'DUPLICATE_USER', `There is already a user with the ${field} ${value}.`, {
      errors: [{ pointer: `/${field}`, code: 'duplicate', detail: 'is taken' }],
    });
  }
}

/** With less than an admin's token only one's own names and address can be changed. */
export class ForeignUserError extends CodedError {
  constructor(pointers: readonly NonNullable<FieldError['pointer']>[]) {
    const detail = 'Only a token of the scope admin may change other users, or who is active.';
    super('forbidden', 'FOREIGN_USER', detail, {
      errors: pointers.map((pointer) => ({ pointer, code: 'foreign_user', detail })),
      members: { required_scope: 'admin' },
    });
  }
}

/** A body names a user who is not there, or who has been deactivated. */
export class UnknownUserError extends CodedError {
  constructor(id: number, pointer: NonNullable<FieldError['pointer']>) {
    const detail = `There is no active user ${String(id)}.`;
    super('unknown-reference', 'UNKNOWN_USER', detail, {
      errors: [{ pointer, code: 'unknown_user', detail }],
    });
  }
}
