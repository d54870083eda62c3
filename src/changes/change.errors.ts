import { CodedError } from '../common/errors/coded-error.js';
import type { RevertConflict } from './dto/revert.dto.js';

export class ChangeNotFoundError extends CodedError {
  constructor(id: number) {
    super('not-found', 'CHANGE_NOT_FOUND', `There is no change ${String(id)}.`);
  }
}

export class ChangeTooLargeError extends CodedError {
  constructor(id: number, issues: number, most: number) {
    super(
      'too-large',
      'CHANGE_TOO_LARGE',
      `Change ${String(id)} has ${String(issues)} issues; at most ${String(most)} are taken back by a request.`,
    );
  }
}

export class RevertConflictError extends CodedError {
  /** @param more conflicts that are not listed */
  constructor(id: number, conflicts: readonly RevertConflict[], more: number) {
    const found = conflicts.length + more;
    super(
      'conflict',
      'REVERT_CONFLICT',
      `${String(found)} values of change ${String(id)} have been changed since; nothing was changed.`,
      { members: { conflicts, more_conflicts: more } },
    );
  }
}
