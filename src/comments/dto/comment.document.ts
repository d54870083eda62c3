import type { Dialect } from '../../database/dialect.js';
import { userOf } from '../../users/dto/user.document.js';
import type { CommentResponse } from './comment-response.dto.js';

/** The fields of a `CommentResponse` as SQL expressions of a row of `comments`. */
const commentFields = (
  dialect: Dialect,
  comment: string,
): Record<keyof CommentResponse, string> => ({
  id: `${comment}.id`,
  issue_id: `${comment}.issue_id`,
  author_id: `${comment}.author_id`,
  author: userOf(dialect, `${comment}.author_id`),
  body: `${comment}.body`,
  created_at: dialect.isoTimestamp(`${comment}.created_at`),
  updated_at: dialect.isoTimestamp(`${comment}.updated_at`),
});

/** A `CommentResponse` as JSON text of a row of `comments`. */
export const commentObject = (dialect: Dialect, comment: string): string =>
  dialect.jsonText(dialect.jsonObject(commentFields(dialect, comment)));

/** Comments in the representation of one issue. */
const MAX_EMBEDDED_COMMENTS = 100;

/** The first comments of an issue, oldest first, as a JSON array. */
export const commentsOf = (dialect: Dialect, issueId: string): string =>
  dialect.jsonArray({
    fields: commentFields(dialect, 'comment'),
    from: `FROM comments comment WHERE comment.issue_id = ${issueId}`,
    orderBy: 'comment.created_at, comment.id',
    limit: MAX_EMBEDDED_COMMENTS,
  });
