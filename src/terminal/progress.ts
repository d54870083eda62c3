import { type SingleBar, default as cliProgress } from 'cli-progress';

/** A progress bar on standard error; nothing unless that is a terminal. */
export class Progress {
  private readonly bar: SingleBar | undefined;
  private readonly start = performance.now();

  /** @param total the final value of `update`: bytes or rows */
  constructor(total: number, quiet = false) {
    if (quiet || !process.stderr.isTTY) return;
    this.bar = new cliProgress.SingleBar(
      {
        format: '{bar} {percentage}% | {rows} rows | {speed} rows/s | {eta_formatted} left',
        stream: process.stderr,
        clearOnComplete: true,
        etaBuffer: 50,
      },
      cliProgress.Presets.shades_classic,
    );
    this.bar.start(Math.max(total, 1), 0, { rows: 0, speed: 0 });
  }

  update(done: number, rows: number): void {
    this.bar?.update(done, { rows, speed: this.speed(rows) });
  }

  /** Removes the bar; returns the overall rows per second. */
  end(rows: number): number {
    this.bar?.stop();
    return this.speed(rows);
  }

  private speed(rows: number): number {
    return Math.round((rows * 1000) / Math.max(performance.now() - this.start, 1));
  }
}

/** Shows the progress of `work` on a terminal. */
export async function withBar<T>(
  title: string,
  json: boolean | undefined,
  work: (progress?: (share: number) => void) => Promise<T>,
): Promise<T> {
  if (json === true || !process.stderr.isTTY) return work();
  const bar = new cliProgress.SingleBar(
    { format: `${title} {bar} {percentage}%` },
    cliProgress.Presets.shades_classic,
  );
  bar.start(1, 0);
  try {
    return await work((share) => {
      bar.update(share);
    });
  } finally {
    bar.stop();
  }
}
