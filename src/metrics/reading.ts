import { Counter, Gauge, type Registry } from 'prom-client';

type Value = number | undefined | Promise<number | undefined>;

/** Metrics whose value is read when they are collected. */
export class Reading {
  constructor(private readonly registry: Registry) {}

  /** @param aggregator how the values of several workers are combined */
  gauge(name: string, help: string, aggregator: 'sum' | 'max', read: () => Value): void {
    new Gauge({
      name,
      help,
      aggregator,
      registers: [this.registry],
      async collect() {
        const value = await read();
        this.reset();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }

  /** One value for each label, the greatest of all workers. */
  gaugeOf(
    name: string,
    help: string,
    label: string,
    read: () => readonly (readonly [string, number | undefined])[],
  ): void {
    new Gauge({
      name,
      help,
      aggregator: 'max',
      labelNames: [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [of, value] of read()) {
          if (value !== undefined && Number.isFinite(value)) this.set({ [label]: of }, value);
        }
      },
    });
  }

  counter(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }
}
