import type { Dialect } from '../../database/dialect.js';
import { MAX_PAGE_BYTES } from '../../database/page-bytes.js';
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

/** So few cannot be too large together. */
const FEW_COMMENTS = 4;

/** Rows that are as many comments, oldest first, as fit in the representation of one issue. */
const firstThatFit = (issueId: string): string =>
  `FROM (SELECT lengths.id, SUM(lengths.bytes) OVER (ORDER BY lengths.created_at, lengths.id
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS bytes_before
         FROM (SELECT id, created_at, octet_length(body) AS bytes FROM comments
               WHERE issue_id = ${issueId} ORDER BY created_at, id
               LIMIT ${String(MAX_EMBEDDED_COMMENTS)}) lengths) sized
   JOIN comments comment ON comment.id = sized.id
   WHERE coalesce(sized.bytes_before, 0) < ${String(MAX_PAGE_BYTES)}`;

/** The first comments of a row of `issues`, oldest first, as a JSON array. */
export function commentsOf(dialect: Dialect, issue: string): string {
  const rows = {
    fields: commentFields(dialect, 'comment'),
    orderBy: 'comment.created_at, comment.id',
  };
  const all = dialect.jsonArray({
    ...rows,
    from: `FROM comments comment WHERE comment.issue_id = ${issue}.id`,
  });
  const first = dialect.jsonArray({ ...rows, from: firstThatFit(`${issue}.id`) });
  return `CASE WHEN ${issue}.comments_count <= ${String(FEW_COMMENTS)} THEN ${all} ELSE ${first} END`;
}
