import { type EventRecord, previewOf } from '../../history/history.service.js';
import type { EventType } from '../../history/issue-event.entity.js';
import type { PreviewedField, PreviewResponse } from './preview.dto.js';

/** More are only counted. */
export const MAX_LISTED_CHANGES = 1_000;

type Details = Readonly<Record<string, unknown>>;

const fromTo = (field: string, from: unknown, to: unknown): PreviewedField[] => [
  { field, from, to },
];

const FIELDS_OF: Readonly<Record<EventType, (details: Details) => PreviewedField[]>> = {
  created: (details) =>
    Object.entries(details)
      .filter(([, value]) => value !== null)
      .flatMap(([field, value]) => fromTo(field, null, value)),
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

/** What rehearsals would have recorded; `Place` is what a change says of its issue. */
export interface Preview<Place> {
  readonly changes: (Place & PreviewedField)[];
  more_changes: number;
}

/** Adds what one of them would have recorded: the first are listed, the others counted; long texts are cut. */
export function addToPreview<Place>(
  preview: Preview<Place>,
  records: readonly EventRecord[],
  placeOf: (issueId: number) => Place,
): void {
  for (const { issueId, type, details } of records) {
    const shown = FIELDS_OF[type](details);
    const room = MAX_LISTED_CHANGES - preview.changes.length;
    for (const { field, ...values } of shown.slice(0, room)) {
      const { from, to } = previewOf(values) ?? values;
      preview.changes.push({ ...placeOf(issueId), field, from, to });
    }
    preview.more_changes += Math.max(0, shown.length - room);
  }
}

/** What one rehearsal would have recorded. */
export function toPreview(records: readonly EventRecord[]): Required<PreviewResponse> {
  const preview: Preview<{ issue_id: number }> = { changes: [], more_changes: 0 };
  addToPreview(preview, records, (issueId) => ({ issue_id: issueId }));
  return preview;
}
