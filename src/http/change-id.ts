import type { Response } from 'express';
import { contextOf } from './middleware/request-id.middleware.js';

export const CHANGE_ID = 'Change-Id';

/** Names the change that the request has made, if it has made one, in a header. */
export function nameChange(response: Response): void {
  const { changeId } = contextOf(response.req) ?? {};
  if (changeId !== undefined) response.setHeader(CHANGE_ID, String(changeId));
}
