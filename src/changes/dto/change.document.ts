import type { Dialect } from '../../database/dialect.js';
import { timelineFields } from '../../issues/dto/timeline.document.js';
import { userOf } from '../../users/dto/user.document.js';
import type { ChangeEventResponse, ChangeResponse } from './change.dto.js';

/** A `ChangeResponse` as JSON text of a row of `changes`. */
export function changeObject(dialect: Dialect, change: string): string {
  const fields: Record<keyof ChangeResponse, string> = {
    id: `${change}.id`,
    kind: `${change}.kind`,
    created_at: dialect.isoTimestamp(`${change}.created_at`),
    actor: userOf(dialect, `${change}.actor_id`),
    request_id: `${change}.request_id`,
    issues_count: `${change}.issues_count`,
    reverts: `${change}.reverts`,
    reverted_by: `(SELECT max(later.id) FROM changes later WHERE later.reverts = ${change}.id)`,
  };
  return dialect.jsonText(dialect.jsonObject(fields));
}

/** A `ChangeEventResponse` as JSON text of a row of `issue_events`, long texts cut. */
export function changeEventObject(dialect: Dialect, event: string): string {
  const fields: Record<keyof ChangeEventResponse, string> = {
    ...timelineFields(dialect, event, `coalesce(${event}.preview, ${event}.details)`),
    issue_id: `${event}.issue_id`,
  };
  return dialect.jsonText(dialect.jsonObject(fields));
}
