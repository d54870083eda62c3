import { CodedError } from '../common/errors/coded-error.js';

export class CommentNotFoundError extends CodedError {
  constructor(issueId: number, id: number) {
    super(
      'not-found',
      'COMMENT_NOT_FOUND',
      `Issue ${String(issueId)} has no comment ${String(id)}.`,
    );
  }
}

export class ForeignAuthorError extends CodedError {
  constructor() {
    const detail = 'Only a token with the scope admin may comment as another user.';
    super('forbidden', 'FOREIGN_AUTHOR', detail, {
      errors: [{ pointer: '/author_id', code: 'foreign_author', detail }],
      members: { required_scope: 'admin' },
    });
  }
}
