import type { ErrorKind } from './coded-error.js';

/** What a code of an error means, and what the caller can do about it. */
export interface CodeMeaning {
  readonly meaning: string;
  readonly action: string;
}

export interface ErrorCodeMeaning extends CodeMeaning {
  readonly kind: ErrorKind;
  /** Never in a response of the API. */
  readonly isOfCommandLine?: true;
}
