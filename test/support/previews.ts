import type { TestApp } from './create-test-app.js';

interface Event {
  readonly issue_id: number;
  readonly event_type: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly issue_id: number | null;
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The events of a change, at most 1,000. */
export const eventsOfChange = async ({ http }: TestApp, change: number): Promise<Event[]> =>
  (await http.get(`/changes/${String(change)}?page_size=1000`).expect(200)).body.events as Event[];

/** What a dry run should say of these events, sorted. */
export const shownOf = (
  events: readonly Event[],
  idOf: (issueId: number) => number | null = (issueId) => issueId,
): string[] =>
  events
    .flatMap(({ issue_id, event_type, details }) =>
      fieldsOf(event_type, details).map((shown) => JSON.stringify([idOf(issue_id), ...shown])),
    )
    .sort();

/** What a dry run says, in the same form. */
export const saidOf = (changes: readonly Change[]): string[] =>
  changes
    .map(({ issue_id, field, from, to }) => JSON.stringify([issue_id, field, from, to]))
    .sort();

function fieldsOf(type: string, details: Event['details']): unknown[][] {
  const { from, to, field, name, body } = details;
  if (type === 'created') {
    return Object.entries(details)
      .filter(([, value]) => value !== null)
      .map(([member, value]) => [member, null, value]);
  }
  const shown: Readonly<Record<string, unknown[]>> = {
    updated: [field, from, to],
    status_changed: ['status', from, to],
    assigned: ['assignee_id', from, to],
    label_added: ['labels', null, name],
    label_removed: ['labels', name, null],
    comment_added: ['comments', null, body],
    comment_edited: ['comments', from, to],
    comment_deleted: ['comments', body, null],
    deleted: ['deleted', false, true],
    restored: ['deleted', true, false],
  };
  return [shown[type] ?? [type]];
}
