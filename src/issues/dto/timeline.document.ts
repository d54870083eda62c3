import type { Dialect } from '../../database/dialect.js';
import { userOf } from '../../users/dto/user.document.js';
import type { TimelineEntryResponse } from './timeline.dto.js';

/** The fields of a `TimelineEntryResponse` as SQL of a row of `issue_events`, whose details are in `details`. */
export const timelineFields = (
  dialect: Dialect,
  event: string,
  details: string,
): Record<keyof TimelineEntryResponse, string> => ({
  id: `${event}.id`,
  event_type: `${event}.event_type`,
  timestamp: dialect.isoTimestamp(`${event}.created_at`),
  details: dialect.storedJson(details),
  user: userOf(dialect, `${event}.actor_id`),
});

/** The same as JSON text. */
export const timelineEntry = (dialect: Dialect, event: string, details: string): string =>
  dialect.jsonText(dialect.jsonObject(timelineFields(dialect, event, details)));
