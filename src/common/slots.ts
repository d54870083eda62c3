/** At most so many run at the same time; the others wait in the order of their arrival. */
export class Slots {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly size: number) {}

  get waiting(): number {
    return this.queue.length;
  }

  /** Runs the work when there is a slot. @throws what `late` returns, without one within `timeoutMs` */
  async run<T>(work: () => Promise<T>, timeoutMs: number, late: () => Error): Promise<T> {
    if (this.running < this.size) this.running += 1;
    else await this.turn(timeoutMs, late);
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      // Whoever is next takes over the slot.
      if (next) next();
      else this.running -= 1;
    }
  }

  private turn(timeoutMs: number, late: () => Error): Promise<void> {
    return new Promise((begin, fail) => {
      const next = () => {
        clearTimeout(timer);
        begin();
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(next), 1);
        fail(late());
      }, timeoutMs);
      this.queue.push(next);
    });
  }
}
