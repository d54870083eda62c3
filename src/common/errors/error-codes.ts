import type { ErrorCodeMeaning } from './code-meaning.js';

const READ_AGAIN = 'Read the issue again, apply the change to what it is now, and send that.';
const LATER = 'Send the same request again after `Retry-After` seconds.';

/** Every code of a `CodedError`: docs/errors.md and the OpenAPI document are made from it. */
export const ERROR_CODES = {
  BACKUP_DIR_UNUSABLE: {
    kind: 'unavailable',
    meaning: 'The folder of the backups cannot be used.',
    action: 'The operator repairs it, or sets `BACKUP_DIR` to another.',
  },
  BACKUP_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'There is no backup, or none of this name.',
    action: 'Look at the names with `list`.',
    isOfCommandLine: true,
  },
  BACKUP_REFUSED: {
    kind: 'conflict',
    meaning: 'The backup is damaged, or does not fit this database or version.',
    action: 'Restore another one; nothing was changed.',
    isOfCommandLine: true,
  },
  BACKUP_RUNNING: {
    kind: 'unavailable',
    meaning: 'Another backup is being made.',
    action: 'Wait until it has ended.',
  },
  BACKUP_SPACE_SHORT: {
    kind: 'unavailable',
    meaning: 'The disk of the backups has too little space.',
    action: 'The operator removes old backups, or sets `BACKUP_DIR` to a larger disk.',
  },
  BULK_COUNT_CONFLICT: {
    kind: 'conflict',
    meaning: 'The filter of a bulk change finds another number of issues; nothing was changed.',
    action: 'Look at what the filter finds, and send that number as `expected_count`.',
  },
  BULK_TOO_LARGE: {
    kind: 'too-large',
    meaning: 'The texts of a bulk change, over all issues, are too long; nothing was changed.',
    action: 'Change fewer issues at once.',
  },
  BULK_VERSION_CONFLICT: {
    kind: 'conflict',
    meaning: 'Issues of a bulk change are at another version; nothing was changed.',
    action: 'Read the issues in `conflicts` again, and send their current versions.',
  },
  CHANGE_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'There is no change with this id.',
    action: 'Look at the ids under `/changes`.',
  },
  CHANGE_TOO_LARGE: {
    kind: 'too-large',
    meaning: 'The change has more issues than a request takes back.',
    action: 'The operator takes it back with the command `revert`.',
  },
  COMMENT_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'The issue has no such comment.',
    action: 'Look at the ids in the list of its comments.',
  },
  DATABASE_DAMAGED: {
    kind: 'unavailable',
    meaning: 'Stored data could not be read.',
    action: 'The operator runs the command `health`, and restores a backup.',
  },
  DATABASE_READ_ONLY: {
    kind: 'unavailable',
    meaning: 'The database takes no writes.',
    action: 'Reads still work; the operator makes it writable.',
  },
  DATABASE_UNAVAILABLE: {
    kind: 'unavailable',
    meaning: 'The database does not respond, or is busy for too long.',
    action: LATER,
  },
  DRY_RUN_TOO_LARGE: {
    kind: 'too-large',
    meaning: 'Too many rows of a file are about issues that other rows of it create or change.',
    action: 'Split the file, and import its parts one after the other.',
  },
  DUPLICATE_EXTERNAL_ID: {
    kind: 'conflict',
    meaning: 'Since the issue was deleted, another one has got its external id.',
    action: 'Delete that one first: it is in the list with `external_source` and `external_id`.',
  },
  DUPLICATE_LABEL: {
    kind: 'conflict',
    meaning: 'There is a label of this name, in whatever case.',
    action: 'Use that one, or choose another name.',
  },
  DUPLICATE_USER: {
    kind: 'conflict',
    meaning: 'There is a user of this name or e-mail address, in whatever case.',
    action: 'Choose another; `errors` says which of the two.',
  },
  EVENT_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'The timeline of the issue has no such entry.',
    action: 'Look at the ids in its timeline.',
  },
  FILE_UNUSABLE: {
    kind: 'invalid',
    meaning: 'A file that was named cannot be read or written.',
    action: 'Check its path and its permissions.',
    isOfCommandLine: true,
  },
  FOREIGN_AUTHOR: {
    kind: 'forbidden',
    meaning: 'Only a token with the scope admin may comment as another user.',
    action: 'Leave `author_id` out.',
  },
  FOREIGN_USER: {
    kind: 'forbidden',
    meaning: 'Only a token with the scope admin may change other users, or `active`.',
    action: 'Use a token of that scope.',
  },
  IDEMPOTENCY_KEY_IN_FLIGHT: {
    kind: 'conflict',
    meaning: 'The request that used this `Idempotency-Key` first is still running.',
    action: 'Send the same again when it has ended.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'invalid',
    meaning: 'The `Idempotency-Key` belongs to another request of the last 24 hours.',
    action: 'Choose a new key for each new request.',
  },
  INSUFFICIENT_SCOPE: {
    kind: 'forbidden',
    meaning: 'The token lacks the scope in `required_scope`.',
    action: 'Use a token of that scope.',
  },
  INVALID_CSV: {
    kind: 'malformed',
    meaning: 'The upload is no CSV with a column `title`.',
    action: 'Correct the file as `detail` says.',
  },
  INVALID_TOKEN: {
    kind: 'unauthenticated',
    meaning: 'The token is unknown, expired or revoked, or its user is deactivated.',
    action: 'Ask the operator for a new token.',
  },
  ISSUE_LABEL_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'The issue has no label of this name.',
    action:
      'Nothing, if the label should be gone; else look at the names in `labels` of the issue.',
  },
  ISSUE_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'There is no such issue, or it is deleted.',
    action: 'A deleted one can be restored: `POST /issues/{id}/restore`.',
  },
  LABEL_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'There is no such label.',
    action: 'Look at the ids in the list of labels.',
  },
  LAST_ADMIN: {
    kind: 'conflict',
    meaning: 'The last user with a valid token of the scope admin cannot be deactivated.',
    action: 'Give another user such a token first.',
  },
  MALFORMED_BODY: {
    kind: 'malformed',
    meaning: 'The body is no valid JSON, or did not arrive completely.',
    action: 'Correct the body.',
  },
  MALFORMED_REQUEST: {
    kind: 'malformed',
    meaning: 'The request is not valid HTTP.',
    action: 'Correct the client or the proxy.',
  },
  METHOD_NOT_ALLOWED: {
    kind: 'method-not-allowed',
    meaning: 'The path exists, but does not take this method.',
    action: 'Use a method that `Allow` names.',
  },
  MIGRATIONS_PENDING: {
    kind: 'unavailable',
    meaning: 'The schema of the database is older than the program.',
    action: 'The operator runs the command `migrate`.',
  },
  PAYLOAD_TOO_LARGE: {
    kind: 'too-large',
    meaning: 'The body or the file has more bytes than `BODY_LIMIT` or `UPLOAD_LIMIT`.',
    action: 'Send less at once.',
  },
  POSTGRESQL_TOOLS: {
    kind: 'unavailable',
    meaning: 'Backups of PostgreSQL need its programs, which are missing or too old.',
    action: 'The operator installs `postgresql-client` in the version of the server.',
  },
  PRECONDITION_FAILED: {
    kind: 'precondition-failed',
    meaning: '`If-Match` does not name the current version, or `If-None-Match` does.',
    action: READ_AGAIN,
  },
  PURGE_TOO_LARGE: {
    kind: 'conflict',
    meaning: 'More issues would be purged than one request may.',
    action: 'Use the command `old-issues`.',
  },
  RATE_LIMITED: {
    kind: 'too-many',
    meaning: 'There were more requests than `RATE_LIMIT_PER_MINUTE`.',
    action: LATER,
  },
  REQUEST_TIMEOUT: {
    kind: 'timeout',
    meaning: 'The request took too long to arrive.',
    action: 'Send it again, faster or in smaller parts.',
  },
  REVERT_CONFLICT: {
    kind: 'conflict',
    meaning: 'What the change had set has been changed since; nothing was changed.',
    action: 'Look at `conflicts`; with `"on_conflict": "skip"` these stay as they are.',
  },
  TARGET_NOT_EMPTY: {
    kind: 'conflict',
    meaning: 'The database to transfer to has rows already.',
    action: 'Name an empty one; nothing was changed.',
    isOfCommandLine: true,
  },
  TARGET_UNUSABLE: {
    kind: 'unavailable',
    meaning: 'The database to transfer to cannot be opened.',
    action: 'Check its URL, and that it is running.',
    isOfCommandLine: true,
  },
  TOKEN_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'There is no such token.',
    action: 'Look at the ids with `token list`.',
    isOfCommandLine: true,
  },
  TOKEN_REQUIRED: {
    kind: 'unauthenticated',
    meaning: 'The request has no token.',
    action: 'Send `Authorization: Bearer …`.',
  },
  TOO_BUSY: {
    kind: 'unavailable',
    meaning: 'As many imports or exports are running as are allowed, or a worker does not reply.',
    action: LATER,
  },
  TOO_SLOW: {
    kind: 'unavailable',
    meaning: 'An export took longer than `EXPORT_TIMEOUT_SECONDS`.',
    action: 'Export less at once, with filters.',
  },
  TRANSFER_DIFFERS: {
    kind: 'conflict',
    meaning: 'The copy differs from its source; the target is still empty.',
    action: 'Run `health` on the source, and transfer again.',
    isOfCommandLine: true,
  },
  UNKNOWN_ISSUES: {
    kind: 'unknown-reference',
    meaning: 'A bulk change names issues that do not exist; nothing was changed.',
    action: 'Leave out the ids in `missing_ids`.',
  },
  UNKNOWN_USER: {
    kind: 'unknown-reference',
    meaning: 'The assignee or the author is no active user.',
    action: 'Name an active user; `errors` says in which field.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    kind: 'unsupported-type',
    meaning: 'The body has another content type or encoding than the route takes.',
    action: 'Send it as `detail` says.',
  },
  UPLOAD_NOT_STORED: {
    kind: 'unavailable',
    meaning: 'The disk cannot store the upload.',
    action: LATER,
  },
  USER_NOT_FOUND: {
    kind: 'not-found',
    meaning: 'There is no such user.',
    action: 'Look at the list of users.',
  },
  VALIDATION_FAILED: {
    kind: 'invalid',
    meaning: 'Fields or parameters are missing, unknown, malformed or out of range.',
    action: 'Correct each that `errors` names.',
  },
  VERSION_CONFLICT: {
    kind: 'conflict',
    meaning: 'The issue is not at the `version` of the request.',
    action: READ_AGAIN,
  },
} as const satisfies Readonly<Record<string, ErrorCodeMeaning>>;

export type ErrorCode = keyof typeof ERROR_CODES;
