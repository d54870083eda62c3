import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CodedError, ValidationError } from '../../common/errors/coded-error.js';
import {
  type ConditionalHeader,
  type NamedVersions,
  type Precondition,
  unmetHeader,
} from '../../common/precondition.js';
import { MAX_ID } from '../validation/fields.decorator.js';

const MAX_VERSION = MAX_ID;

/** `"<version>-<hash>"`: a precondition compares the version, a cache all of it. */
export const entityTagOf = (version: number, representation: string): string =>
  `"${String(version)}-${hash('sha256', representation, 'hex').slice(0, 16)}"`;

const GZIP_SUFFIX = '-gzip';

/** The tag of the same representation, compressed: its bytes are others. */
export const gzipTagOf = (entityTag: string): string => `${entityTag.slice(0, -1)}${GZIP_SUFFIX}"`;

/** The condition of a change: the version part of the tags is compared. @throws ValidationError */
export const preconditionOf = (headers: IncomingHttpHeaders): Precondition => ({
  ifMatch: versionsIn('If-Match', headers['if-match']),
  ifNoneMatch: versionsIn('If-None-Match', headers['if-none-match']),
});

/**
 * Whether the client of a GET has the representation with this tag (304), whatever `Cache-Control` the
 * request has: `fetch` adds `no-cache` by itself.
 *
 * @throws TagMismatchError when `If-Match` does not name its version
 */
export function isCurrent(headers: IncomingHttpHeaders, entityTag: string): boolean {
  const ifMatch = versionsIn('If-Match', headers['if-match']);
  if (ifMatch !== undefined && unmetHeader({ ifMatch }, versionOf(opaqueOf(entityTag)))) {
    throw new TagMismatchError(entityTag);
  }
  return hasRepresentation(headers, entityTag);
}

/** Whether `If-None-Match` names the tag, or that of the same compressed. */
export function hasRepresentation(headers: IncomingHttpHeaders, entityTag: string): boolean {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch === undefined) return false;
  // A read that names no tag of this server, or none at all, gets the representation.
  const tags = parseTags(ifNoneMatch) ?? [];
  return tags === '*' || tags.some((tag) => isSame(tag, opaqueOf(entityTag)));
}

const isSame = (tag: string, opaque: string): boolean =>
  tag === opaque || tag === `${opaque}${GZIP_SUFFIX}`;

class TagMismatchError extends CodedError {
  constructor(entityTag: string) {
    const detail = `The entity tag is ${entityTag}, which If-Match does not name.`;
    super('precondition-failed', 'PRECONDITION_FAILED', detail, {
      errors: [{ parameter: 'If-Match', code: 'stale', detail }],
    });
  }
}

function versionsIn(
  name: ConditionalHeader,
  header: string | undefined,
): NamedVersions | undefined {
  if (header === undefined) return undefined;
  const tags = parseTags(header);
  if (tags === undefined) {
    const detail = 'must be * or quoted entity tags, such as "3"';
    throw new ValidationError([{ parameter: name, code: 'entity_tag', detail }]);
  }
  // No issue has a version beyond 32 bits, and PostgreSQL would refuse to compare with one.
  return tags === '*' ? tags : tags.map(versionOf).filter((version) => version <= MAX_VERSION);
}

/** The version in the opaque part of a tag; NaN in one of another server. */
const versionOf = (tag: string): number => Number(/^([1-9]\d*)(-|$)/.exec(tag)?.[1]);

const opaqueOf = (entityTag: string): string => entityTag.slice(1, -1);

/** One element of a list, which may be empty (RFC 9110, 5.6.1). */
const ELEMENT = /[ \t]*(?:(?:W\/)?"([^"]*)"[ \t]*)?(?:,|$)/y;

/**
 * The opaque parts of the tags, or `*`; undefined for anything else. That a tag is weak does not
 * matter: a proxy weakens the tag of what it compresses, and the client returns that.
 */
function parseTags(header: string): '*' | string[] | undefined {
  if (header.trim() === '*') return '*';
  const tags: string[] = [];
  ELEMENT.lastIndex = 0;
  while (ELEMENT.lastIndex < header.length) {
    const element = ELEMENT.exec(header);
    if (!element) return undefined;
    if (element[1] !== undefined) tags.push(element[1]);
  }
  return tags.length > 0 ? tags : undefined;
}
