import { ValidationError } from '../common/errors/coded-error.js';
import { requestContext } from '../common/request-context.js';
import { ForeignAuthorError } from './comment.errors.js';

/** Where a request names the author. */
const AUTHOR_ID = '/author_id';

/**
 * The author of a new comment: the given one, else the user of the token.
 *
 * @throws ForeignAuthorError when a token without the scope admin names somebody else
 */
export function authorOf(named: number | undefined, pointer = AUTHOR_ID): number {
  const { actorId = null, scope } = requestContext() ?? {};
  const author = named ?? actorId;
  if (author === null) {
    throw new ValidationError([{ pointer, code: 'defined', detail: 'is required' }]);
  }
  if (actorId !== null && author !== actorId && scope !== 'admin') throw new ForeignAuthorError();
  return author;
}
