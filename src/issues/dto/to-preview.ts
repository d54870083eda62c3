import { type EventRecord, previewOf } from '../../history/history.service.js';
import type { EventType } from '../../history/issue-event.entity.js';
import type { PreviewedChange, PreviewResponse } from './preview.dto.js';

/** More are only counted. */
const MAX_LISTED_CHANGES = 1_000;

type Details = Readonly<Record<string, unknown>>;
type Shown = Omit<PreviewedChange, 'issue_id'>;

const fromTo = (field: string, from: unknown, to: unknown): Shown => ({ field, from, to });

const FIELD_OF: Readonly<Record<EventType, (details: Details) => Shown>> = {
  created: ({ title }) => fromTo('title', null, title),
  updated: ({ field, from, to }) => fromTo(String(field), from, to),
  status_changed: ({ from, to }) => fromTo('status', from, to),
  assigned: ({ from, to }) => fromTo('assignee_id', from, to),
  label_added: ({ name }) => fromTo('labels', null, name),
  label_removed: ({ name }) => fromTo('labels', name, null),
  comment_added: ({ body }) => fromTo('comments', null, body),
  comment_edited: ({ from, to }) => fromTo('comments', from, to),
  comment_deleted: ({ body }) => fromTo('comments', body, null),
  deleted: () => fromTo('deleted', false, true),
  restored: () => fromTo('deleted', true, false),
};

/** What a rehearsal would have recorded, by issue and field; long texts are cut. */
export function toPreview(records: readonly EventRecord[]): PreviewResponse {
  const listed = records.slice(0, MAX_LISTED_CHANGES);
  return {
    changes: listed.map(({ issueId, type, details }) => ({
      issue_id: issueId,
      ...FIELD_OF[type](previewOf(details) ?? details),
    })),
    more_changes: records.length - listed.length,
  };
}
