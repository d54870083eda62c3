import { requestContext } from '../common/request-context.js';
import type { UpdateUserRequest } from './dto/user.dto.js';
import { ForeignUserError } from './user.errors.js';

/**
 * Deactivating a user disables their tokens, and renaming hides who they are: both need more than the
 * scope write.
 *
 * @throws ForeignUserError unless it is an admin's token, or the user's own names and address
 */
export function requireAuthority(id: number, request: UpdateUserRequest): void {
  const { actorId = null, scope } = requestContext() ?? {};
  if (actorId === null || scope === 'admin') return;
  const refused = Object.entries(request)
    .filter(([name, value]) => value !== undefined && (id !== actorId || name === 'active'))
    .map(([name]) => `/${name}`);
  if (refused.length > 0) throw new ForeignUserError(refused);
}
