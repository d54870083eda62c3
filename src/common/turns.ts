/** Starts at most one piece of work per turn of the event loop, so that others can run in between. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of its own. */
  next(): Promise<void> {
    this.last = this.last.then(() => new Promise((resolve) => void setImmediate(resolve)));
    return this.last;
  }
}

/** For what takes milliseconds by itself, such as a large page or body: several in one turn would add up. */
export const largeWork = new Turns();
