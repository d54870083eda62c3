import { setImmediate as turn } from 'node:timers/promises';

/** Starts at most one piece of work per turn of the event loop, so that others can run in between. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of its own. */
  next(): Promise<void> {
    this.last = this.last.then(() => new Promise((resolve) => void setImmediate(resolve)));
    return this.last;
  }
}

/** Part of the items after another, each in a turn of the event loop of its own. */
export async function* partsOf<T>(items: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let first = 0; first < items.length; first += size) {
    await turn();
    yield items.slice(first, first + size);
  }
}

/** For what takes milliseconds by itself, such as a large page or body: several in one turn would add up. */
export const largeWork = new Turns();
