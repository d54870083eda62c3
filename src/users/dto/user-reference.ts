import { requestContext } from '../../common/request-context.js';
import { caseKey } from '../../common/text.js';

/** A user in a filter: an id, `NOBODY`, or the case key of a username. */
export type UserReference = number | string;

/** Nobody, as summaries and indexes have it. */
export const NOBODY = 0;

/** No user has this id. */
const UNKNOWN = -1;

/** What the validated value of a filter refers to. */
export function userReferenceOf(value: string): UserReference {
  const key = caseKey(value.trim());
  if (key === 'none') return NOBODY;
  if (key === 'me') return requestContext()?.actorId ?? UNKNOWN;
  return /^[0-9]+$/.test(key) ? Number(key) : key;
}
