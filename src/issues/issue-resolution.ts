import type { IssueStatus } from './issue.entity.js';

/** `resolved_at` depends on the stored status: set on entering resolved, cleared on reopening. */
export function resolution(status: IssueStatus | undefined): { resolvedAt?: () => string } {
  if (status === undefined || status === 'closed') return {};
  if (status !== 'resolved') return { resolvedAt: () => 'NULL' };
  return {
    resolvedAt: () => `CASE WHEN status = 'resolved' THEN resolved_at ELSE :now END`,
  };
}
