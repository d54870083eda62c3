/** An issue in memory, with the specified behaviour: the expected result of a sequence of requests. */
export interface ModelIssue {
  id: number;
  title: string;
  description: string | null;
  status: string;
  priority: string;
  assignee_id: number | null;
  version: number;
  labels: string[];
  comments: { id: number; body: string }[];
  resolved: boolean;
  deleted: boolean;
  timeline: [string, Record<string, unknown>][];
}

export type Change = Partial<
  Pick<ModelIssue, 'title' | 'description' | 'status' | 'priority' | 'assignee_id'>
>;

const EVENT: Readonly<Record<keyof Change, string>> = {
  title: 'updated',
  description: 'updated',
  priority: 'updated',
  status: 'status_changed',
  assignee_id: 'assigned',
};

export function newModelIssue(
  id: number,
  title: string,
  status: string,
  labels: readonly string[] = [],
): ModelIssue {
  return {
    id,
    title,
    description: null,
    status,
    priority: 'medium',
    assignee_id: null,
    version: 1,
    labels: [...labels].sort(),
    comments: [],
    resolved: status === 'resolved',
    deleted: false,
    timeline: [
      ['created', { title, status, priority: 'medium', assignee_id: null }],
      ...labels.map((name): [string, { name: string }] => ['label_added', { name }]),
    ],
  };
}

/** The effect of a PATCH with the current version. */
export function patch(issue: ModelIssue, change: Change): void {
  const fields = (Object.keys(change) as (keyof Change)[]).filter(
    (field) => change[field] !== issue[field],
  );
  if (fields.length === 0) return;
  for (const field of fields) {
    const named = EVENT[field] === 'updated' ? { field } : {};
    issue.timeline.push([EVENT[field], { ...named, from: issue[field], to: change[field] }]);
  }
  if (fields.includes('status')) updateResolved(issue, change.status ?? '');
  Object.assign(issue, change);
  issue.version += 1;
}

/** The effect of a bulk change on one issue. */
export function setStatus(issue: ModelIssue, status: string): void {
  if (issue.status === status) return;
  issue.timeline.push(['status_changed', { from: issue.status, to: status }]);
  updateResolved(issue, status);
  issue.status = status;
  issue.version += 1;
}

function updateResolved(issue: ModelIssue, status: string): void {
  if (status === 'resolved') issue.resolved = true;
  else if (status !== 'closed') issue.resolved = false;
}

export function setLabels(issue: ModelIssue, names: readonly string[]): void {
  const removed = issue.labels.filter((label) => !names.includes(label));
  const added = names.filter((label) => !issue.labels.includes(label));
  if (removed.length + added.length === 0) return;
  for (const name of removed) issue.timeline.push(['label_removed', { name }]);
  for (const name of added) issue.timeline.push(['label_added', { name }]);
  issue.labels = [...names].sort();
  issue.version += 1;
}

export function setDeleted(issue: ModelIssue, deleted: boolean): void {
  if (issue.deleted === deleted) return;
  issue.deleted = deleted;
  issue.version += 1;
  issue.timeline.push([deleted ? 'deleted' : 'restored', {}]);
}

export function addComment(issue: ModelIssue, id: number, body: string): void {
  issue.comments.push({ id, body });
  issue.timeline.push(['comment_added', { comment_id: id, body }]);
}

export function editComment(issue: ModelIssue, id: number, body: string): void {
  const comment = issue.comments.find((one) => one.id === id);
  if (!comment || comment.body === body) return;
  issue.timeline.push(['comment_edited', { comment_id: id, from: comment.body, to: body }]);
  comment.body = body;
}

export function deleteComment(issue: ModelIssue, id: number): void {
  const { body } = issue.comments.find((one) => one.id === id) ?? {};
  issue.comments = issue.comments.filter((one) => one.id !== id);
  issue.timeline.push(['comment_deleted', { comment_id: id, body }]);
}
