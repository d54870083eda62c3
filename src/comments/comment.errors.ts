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
