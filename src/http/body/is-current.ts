/**
 * Whether `If-None-Match` names the entity tag, by the weak comparison of RFC 9110, 8.8.3.2. Unlike
 * Express, whatever `Cache-Control` the request has: `fetch` adds `no-cache` by itself.
 */
export function isCurrent(ifNoneMatch: string | undefined, entityTag: string | undefined): boolean {
  if (ifNoneMatch === undefined || entityTag === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => opaque(tag) === opaque(entityTag));
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
