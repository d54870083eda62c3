import type { Dialect } from '../../database/dialect.js';
import { userOf } from '../../users/dto/user.document.js';
import type { TimelineEntryResponse } from './timeline.dto.js';

/** A `TimelineEntryResponse` as JSON text of a row of `issue_events`, whose details are in `details`. */
export function timelineEntry(dialect: Dialect, event: string, details: string): string {
  const fields: Record<keyof TimelineEntryResponse, string> = {
    id: `${event}.id`,
    event_type: `${event}.event_type`,
    timestamp: dialect.isoTimestamp(`${event}.created_at`),
    details: dialect.storedJson(details),
    user: userOf(dialect, `${event}.actor_id`),
  };
  return dialect.jsonText(dialect.jsonObject(fields));
}
