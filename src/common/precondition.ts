/** The versions at which the caller accepts the change. */
export interface Precondition {
  /** Undefined accepts every version (`If-Match: *`). */
  readonly versions: readonly number[] | undefined;
}

export const isMet = ({ versions }: Precondition, version: number): boolean =>
  versions === undefined || versions.includes(version);
