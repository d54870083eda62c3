/** The versions that a caller lets its change be made from. */
export interface Precondition {
  /** Any of these; `any` version at all when undefined. */
  readonly versions: readonly number[] | undefined;
}

export const isMet = ({ versions }: Precondition, version: number): boolean =>
  versions === undefined || versions.includes(version);
