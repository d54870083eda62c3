/** A set of limited size: when it is full, the value that was added first is removed. */
export class RecentSet<T> {
  private readonly values = new Set<T>();

  constructor(private readonly maxSize: number) {}

  has(value: T): boolean {
    return this.values.has(value);
  }

  add(value: T): void {
    if (this.values.size >= this.maxSize) {
      for (const oldest of this.values) {
        this.values.delete(oldest);
        break;
      }
    }
    this.values.add(value);
  }

  delete(value: T): boolean {
    return this.values.delete(value);
  }
}
