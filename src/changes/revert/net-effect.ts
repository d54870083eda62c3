import type { StoredEvent } from '../../history/history.service.js';

/** What a change did to one member of an issue, all of its events together. */
export interface Effect {
  readonly from: unknown;
  readonly to: unknown;
}

export interface CommentEffect {
  /** The texts; null where there is no comment. */
  readonly from: string | null;
  readonly to: string | null;
  /** Of a deleted comment. */
  readonly undo: StoredEvent['undo'];
}

/** What a change did to one issue. */
export interface NetEffect {
  readonly isCreated: boolean;
  /** The names of fields, as the history has them. */
  readonly fields: ReadonlyMap<string, Effect>;
  /** When it had been resolved before; ISO 8601 text. */
  readonly resolvedAt: string | undefined;
  /** By id. */
  readonly labels: ReadonlyMap<number, Effect & { readonly name: string }>;
  /** Ids of those that the change has created. */
  readonly newLabels: readonly number[];
  readonly comments: ReadonlyMap<number, CommentEffect>;
  readonly deleted: Effect | undefined;
}

/** @param events of one issue, oldest first */
export function netEffectOf(events: readonly StoredEvent[]): NetEffect {
  const fields = new Map<string, Effect>();
  const labels = new Map<number, Effect & { readonly name: string }>();
  const comments = new Map<number, CommentEffect>();
  let deleted: Effect | undefined;
  for (const { type, details, undo } of events) {
    const { from, to } = details;
    const label = { id: Number(details.label_id), name: String(details.name) };
    const comment = Number(details.comment_id);
    const setField = (name: string) =>
      fields.set(name, { from: (fields.get(name) ?? { from }).from, to });
    const setLabel = (has: boolean) =>
      labels.set(label.id, {
        name: label.name,
        from: (labels.get(label.id) ?? { from: !has }).from,
        to: has,
      });
    const setComment = (before: unknown, after: unknown) =>
      comments.set(comment, {
        from: (comments.get(comment) ?? { from: before as string | null }).from,
        to: after as string | null,
        undo: { ...undo, ...comments.get(comment)?.undo },
      });
    const setDeleted = (isDeleted: boolean) => {
      deleted = { from: (deleted ?? { from: !isDeleted }).from, to: isDeleted };
    };
    const effects: Record<typeof type, () => unknown> = {
      created: () => undefined,
      updated: () => setField(String(details.field)),
      status_changed: () => setField('status'),
      assigned: () => setField('assignee_id'),
      label_added: () => setLabel(true),
      label_removed: () => setLabel(false),
      comment_added: () => setComment(null, details.body),
      comment_edited: () => setComment(from, to),
      comment_deleted: () => setComment(details.body, null),
      deleted: () => {
        setDeleted(true);
      },
      restored: () => {
        setDeleted(false);
      },
    };
    effects[type]();
  }
  return {
    isCreated: events.some(({ type }) => type === 'created'),
    fields,
    resolvedAt: events.find(({ type }) => type === 'status_changed')?.undo.resolved_at,
    labels,
    newLabels: events.flatMap(({ details, undo }) =>
      undo.new_label ? Number(details.label_id) : [],
    ),
    comments,
    deleted,
  };
}
