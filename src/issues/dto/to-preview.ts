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

/**
 * What rehearsals would have recorded, by issue and field: the first are listed, the others counted; long
 * texts are cut. `Place` is what a change says of its issue.
 */
export class PreviewList<Place> {
  readonly changes: (Place & PreviewedField)[] = [];
  more_changes = 0;

  add(records: readonly EventRecord[], placeOf: (issueId: number) => Place): this {
    for (const { issueId, type, details } of records) {
      const shown = FIELDS_OF[type](details);
      const room = MAX_LISTED_CHANGES - this.changes.length;
      for (const { field, ...values } of shown.slice(0, room)) {
        const { from, to } = previewOf(values) ?? values;
        this.changes.push({ ...placeOf(issueId), field, from, to });
      }
      this.more_changes += Math.max(0, shown.length - room);
    }
    return this;
  }
}

/** What a rehearsal would have recorded. */
export const toPreview = (records: readonly EventRecord[]): Required<PreviewResponse> =>
  new PreviewList<{ issue_id: number }>().add(records, (issueId) => ({ issue_id: issueId }));
