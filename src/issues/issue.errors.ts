import { CodedError, type FieldLocation } from '../common/errors/coded-error.js';
import type { ConditionalHeader } from '../common/precondition.js';
import type { ExternalId } from './dto/external-id.dto.js';

export class IssueNotFoundError extends CodedError {
  /** @param key its id here, or the one in another tracker */
  constructor(key: number | ExternalId) {
    const issue = typeof key === 'number' ? String(key) : `with the id ${key.id} of ${key.source}`;
    super('not-found', 'ISSUE_NOT_FOUND', `There is no issue ${issue}.`);
  }
}

export class IssueLabelNotFoundError extends CodedError {
  constructor(issueId: number, name: string) {
    super('not-found', 'ISSUE_LABEL_NOT_FOUND', `Issue ${String(issueId)} has no label ${name}.`);
  }
}

export class EventNotFoundError extends CodedError {
  constructor(issueId: number, id: number) {
    super('not-found', 'EVENT_NOT_FOUND', `Issue ${String(issueId)} has no event ${String(id)}.`);
  }
}

/** The current version of an issue, and the fields that changed since the caller's version. */
export interface Staleness {
  readonly id: number;
  readonly current: number;
  readonly changedFields: readonly string[];
}

const membersOf = ({ current, changedFields }: Staleness) => ({
  current_version: current,
  changed_fields: changedFields,
});

export class VersionConflictError extends CodedError {
  /** @param location where the request has the version */
  constructor(stale: Staleness, given: number, location: FieldLocation) {
    const { id, current } = stale;
    super(
      'conflict',
      'VERSION_CONFLICT',
      `Issue ${String(id)} is at version ${String(current)}, not ${String(given)}.`,
      {
        errors: [
          {
            ...location,
            code: 'stale',
            detail: `Read the issue again; its version is ${String(current)}.`,
          },
        ],
        members: membersOf(stale),
      },
    );
  }
}

/** `If-Match` does not name the current version, or `If-None-Match` does. */
export class PreconditionFailedError extends CodedError {
  constructor(stale: Staleness, header: ConditionalHeader) {
    const outcome = header === 'If-Match' ? 'If-Match does not name' : 'If-None-Match names';
    const detail = `Issue ${String(stale.id)} is at version ${String(stale.current)}, which ${outcome}.`;
    super('precondition-failed', 'PRECONDITION_FAILED', detail, {
      errors: [{ parameter: header, code: 'stale', detail }],
      members: membersOf(stale),
    });
  }
}

/** A request names a version of an issue that does not exist under the external id. */
export class NoExternalIssueError extends CodedError {
  constructor({ source, id }: ExternalId, header?: 'If-Match') {
    const detail = `There is no issue with the id ${id} of ${source}.`;
    super(
      header ? 'precondition-failed' : 'conflict',
      header ? 'PRECONDITION_FAILED' : 'VERSION_CONFLICT',
      detail,
      {
        errors: [
          { ...(header ? { parameter: header } : { pointer: '/version' }), code: 'stale', detail },
        ],
      },
    );
  }
}

/** A deleted issue cannot be restored: meanwhile there is another one with its external id. */
export class DuplicateExternalIdError extends CodedError {
  constructor(cause: unknown) {
    const detail = 'Another issue has got the external id of one that would be restored.';
    super('conflict', 'DUPLICATE_EXTERNAL_ID', detail, { cause });
  }
}

export class UnknownIssuesError extends CodedError {
  /** @param pointer to the ids in the request */
  constructor(missing: readonly number[], pointer: string) {
    super(
      'unknown-reference',
      'UNKNOWN_ISSUES',
      `There is no issue ${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ', …' : ''}; nothing was changed.`,
      {
        errors: [{ pointer, code: 'unknown_issue', detail: 'names unknown issues' }],
        members: { missing_ids: missing },
      },
    );
  }
}

export interface StaleVersion {
  readonly id: number;
  readonly expected_version: number;
  readonly current_version: number;
}

export class BulkVersionConflictError extends CodedError {
  /** @param pointerTo the version of an issue in the request */
  constructor(conflicts: readonly StaleVersion[], pointerTo: (id: number) => string) {
    super(
      'conflict',
      'BULK_VERSION_CONFLICT',
      `${String(conflicts.length)} of the issues have another version; nothing was changed.`,
      {
        errors: conflicts.map(({ id, current_version }) => ({
          pointer: pointerTo(id),
          code: 'stale',
          detail: `The issue is at version ${String(current_version)}.`,
        })),
        members: { conflicts },
      },
    );
  }
}

/** A filter finds another number of issues than the caller expects. */
export class BulkCountConflictError extends CodedError {
  constructor(expected: number, found: number) {
    const detail = `The filter finds ${String(found)} issues, not ${String(expected)}; nothing was changed.`;
    super('conflict', 'BULK_COUNT_CONFLICT', detail, {
      errors: [{ pointer: '/expected_count', code: 'stale', detail }],
      members: { expected_count: expected, current_count: found },
    });
  }
}

/** A bulk change would write or record too much text. */
export class BulkTooLargeError extends CodedError {
  constructor(characters: number, most: number) {
    super(
      'too-large',
      'BULK_TOO_LARGE',
      `The texts have ${String(characters)} characters over all issues; ${String(most)} are allowed. Change fewer issues at once.`,
    );
  }
}

/** A dry run would store too much of a file again and again. */
export class DryRunTooLargeError extends CodedError {
  constructor(most: number) {
    super(
      'too-large',
      'DRY_RUN_TOO_LARGE',
      `Rows about the same external ids would be stored again, with more than ${String(most)} characters. Split the file.`,
    );
  }
}

export class InvalidCsvError extends CodedError {
  constructor(detail: string) {
    super('malformed', 'INVALID_CSV', detail, {
      errors: [{ pointer: '/file', code: 'csv', detail }],
    });
  }
}
