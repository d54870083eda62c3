import type { ExternalId } from './dto/external-id.dto.js';
import type { CreateIssueRequest } from './dto/issue-requests.dto.js';
import { initialValues } from './issue-fields.js';
import type { NewIssue } from './issue-writes.repository.js';

/** The row of a request, with the defaults of the contract. */
export function newIssue(request: CreateIssueRequest, now: Date, external?: ExternalId): NewIssue {
  const values = initialValues(request);
  return {
    ...values,
    createdAt: now,
    updatedAt: now,
    resolvedAt: values.status === 'resolved' ? now : null,
    ...(external ? { externalSource: external.source, externalId: external.id } : {}),
  };
}
