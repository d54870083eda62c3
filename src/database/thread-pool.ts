import type { Piscina } from 'piscina';

type Options = NonNullable<ConstructorParameters<typeof Piscina>[0]>;
type RunOptions = Parameters<Piscina['run']>[1];

/** Threads that come with their first task: most processes never need one. */
export class ThreadPool {
  private pool: Promise<Piscina> | undefined;

  /** @param file the program of the threads, as a file: URL */
  constructor(
    private readonly file: URL,
    private readonly options: Omit<Options, 'filename' | 'minThreads'>,
  ) {}

  async run(task: unknown, options?: RunOptions): Promise<unknown> {
    this.pool ??= this.open();
    return (await this.pool).run(task, options);
  }

  async close(): Promise<void> {
    await (await this.pool)?.destroy();
    this.pool = undefined;
  }

  private async open(): Promise<Piscina> {
    const { Piscina } = await import('piscina');
    return new Piscina({ ...this.options, filename: this.file.href, minThreads: 0 });
  }
}
