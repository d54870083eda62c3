import type { Problem } from './problem.js';

const REALM = 'Bearer realm="issue-tracker"';

/** The `WWW-Authenticate` header of a 401 or 403 (RFC 6750); undefined for other problems. */
export function challengeOf({ status, code, members }: Problem): string | undefined {
  if (status === 401) {
    return code === 'INVALID_TOKEN' ? `${REALM}, error="invalid_token"` : REALM;
  }
  const needed = members.required_scope;
  return typeof needed === 'string'
    ? `${REALM}, error="insufficient_scope", scope="${needed}"`
    : undefined;
}
