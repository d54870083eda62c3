/** Called with the completed share, from 0 to 1, and with what is being done. */
export type Progress = (share: number, step?: string) => void;

/** The progress of a part of the work, which begins and ends at these shares of it. */
export const partOf =
  (progress: Progress | undefined, from: number, to: number, step?: string): Progress =>
  (share) =>
    progress?.(from + (to - from) * Math.min(share, 1), step);
