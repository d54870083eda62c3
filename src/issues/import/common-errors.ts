/** Different errors that are counted; of more than these, only how many there are. */
const MAX_COUNTED = 1_000;

/** The value that an error names differs from row to row. */
const VALUE = /, not ".*"$/s;

export interface CommonError {
  readonly text: string;
  readonly rows: number;
}

/** Counts the errors of an import, in constant memory. */
export class CommonErrors {
  private readonly counts = new Map<string, number>();

  readonly add = (errors: readonly string[]): void => {
    for (const error of errors) {
      const text = error.replace(VALUE, '');
      const count = this.counts.get(text);
      if (count === undefined && this.counts.size >= MAX_COUNTED) continue;
      this.counts.set(text, (count ?? 0) + 1);
    }
  };

  /** The most frequent ones, most first. */
  most(limit: number): CommonError[] {
    return [...this.counts]
      .map(([text, rows]) => ({ text, rows }))
      .sort((a, b) => b.rows - a.rows)
      .slice(0, limit);
  }
}
