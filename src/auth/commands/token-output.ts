import type { ApiToken } from '../api-token.entity.js';

/** A token without its secret, as JSON. */
export const toTokenJson = (token: ApiToken): object => ({
  id: token.id,
  user: token.user.username,
  scope: token.scope,
  created_at: token.createdAt,
  expires_at: token.expiresAt,
  revoked_at: token.revokedAt,
  last_used_at: token.lastUsedAt,
});

/** A token without its secret, as one line of text. */
export function toTokenLine({ id, user, scope, expiresAt, revokedAt, lastUsedAt }: ApiToken) {
  const state = revokedAt
    ? `revoked ${revokedAt.toISOString()}`
    : `expires ${expiresAt?.toISOString() ?? 'never'}`;
  const used = `used ${lastUsedAt?.toISOString() ?? 'never'}`;
  return `${String(id).padStart(4)}  ${user.username}  ${scope}  ${state}  ${used}`;
}
