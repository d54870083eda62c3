import type { EventUndo } from '../history/issue-event.entity.js';
import type { StoredComment } from './comments.repository.js';

/** What an event `comment_deleted` needs besides the text, so that the comment can be shown again. */
export const undoOf = ({
  authorId,
  createdAt,
  updatedAt,
}: Pick<StoredComment, 'authorId' | 'createdAt' | 'updatedAt'>): EventUndo => ({
  author_id: authorId,
  created_at: new Date(createdAt).toISOString(),
  updated_at: new Date(updatedAt).toISOString(),
});
