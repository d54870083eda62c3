import { CodedError, type FieldFault } from '../common/errors/coded-error.js';

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

/** A body names a user who is not there, or who has been deactivated. */
export class UnknownUserError extends CodedError {
  constructor(id: number, pointer: NonNullable<FieldFault['pointer']>) {
    const detail = `There is no active user ${String(id)}.`;
    super('unknown-reference', 'UNKNOWN_USER', detail, {
      errors: [{ pointer, code: 'unknown_user', detail }],
    });
  }
}
