/** The versions that a header names: all of them (`*`), or these. */
export type NamedVersions = '*' | readonly number[];

/** What a request demands of the version that it meets (RFC 9110, 13.1). */
export interface Precondition {
  /** One of these, by `If-Match`. */
  readonly ifMatch?: NamedVersions | undefined;
  /** None of these, by `If-None-Match`. */
  readonly ifNoneMatch?: NamedVersions | undefined;
}

/** A header with a condition. */
export type ConditionalHeader = 'If-Match' | 'If-None-Match';

/** The header whose condition the version does not meet; undefined when it meets both. */
export function unmetHeader(
  { ifMatch, ifNoneMatch }: Precondition,
  version: number,
): ConditionalHeader | undefined {
  if (ifMatch !== undefined && !includes(ifMatch, version)) return 'If-Match';
  if (ifNoneMatch !== undefined && includes(ifNoneMatch, version)) return 'If-None-Match';
  return undefined;
}

const includes = (named: NamedVersions, version: number): boolean =>
  named === '*' || named.includes(version);
