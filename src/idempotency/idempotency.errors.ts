import { CodedError } from '../common/errors/coded-error.js';

const PARAMETER = 'Idempotency-Key';

export class UnusableIdempotencyKeyError extends CodedError {
  constructor() {
    const detail = 'must have 1 to 255 visible ASCII characters';
    super('invalid', 'VALIDATION_FAILED', `${PARAMETER}: ${detail}`, {
      errors: [{ parameter: PARAMETER, code: 'visible', detail }],
    });
  }
}

export class ReusedIdempotencyKeyError extends CodedError {
  constructor() {
    const detail = 'was used for another request within 24 hours; choose a new one';
    super('invalid', 'IDEMPOTENCY_KEY_REUSED', `${PARAMETER}: ${detail}.`, {
      errors: [{ parameter: PARAMETER, code: 'reused', detail }],
    });
  }
}

export class IdempotencyKeyInFlightError extends CodedError {
  /** @param retryAfterSeconds when it has ended, or may be continued by another request */
  constructor(retryAfterSeconds = 1) {
    const detail = 'belongs to a request that is still running; try again when it has ended';
    super('conflict', 'IDEMPOTENCY_KEY_IN_FLIGHT', `${PARAMETER}: ${detail}.`, {
      errors: [{ parameter: PARAMETER, code: 'in_flight', detail }],
      retryAfterSeconds,
    });
  }
}
