import { CodedError } from '../common/errors/coded-error.js';

export class ChangeNotFoundError extends CodedError {
  constructor(id: number) {
    super('not-found', 'CHANGE_NOT_FOUND', `There is no change ${String(id)}.`);
  }
}
