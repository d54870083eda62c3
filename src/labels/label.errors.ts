import { CodedError } from '../common/errors/coded-error.js';

export class LabelNotFoundError extends CodedError {
  constructor(id: number) {
    super('not-found', 'LABEL_NOT_FOUND', `There is no label ${String(id)}.`);
  }
}

export class DuplicateLabelError extends CodedError {
  constructor(name: string) {
    super('conflict', 'DUPLICATE_LABEL', `There is already a label ${name}.`, {
      errors: [{ pointer: '/name', code: 'duplicate', detail: 'is taken' }],
    });
  }
}
