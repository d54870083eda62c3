/** Lets pieces of work begin one in each turn of the event loop, so that others come in between. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of its own. */
  next(): Promise<void> {
    this.last = this.last.then(() => new Promise((resolve) => void setImmediate(resolve)));
    return this.last;
  }
}
