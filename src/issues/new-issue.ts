import type { CreateIssueRequest } from './dto/issue-requests.dto.js';
import type { NewIssue } from './issue-writes.repository.js';

/** The row of a request, with the defaults of the contract. */
export function newIssue(request: CreateIssueRequest, now: Date): NewIssue {
  const status = request.status ?? 'open';
  return {
    title: request.title,
    description: request.description ?? null,
    status,
    priority: request.priority ?? 'medium',
    assigneeId: request.assignee_id ?? null,
    createdAt: now,
    updatedAt: now,
    resolvedAt: status === 'resolved' ? now : null,
  };
}
