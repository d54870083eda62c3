import { type SingleBar, default as cliProgress } from 'cli-progress';
import { atExit } from '../common/at-exit.js';
import type { Progress } from '../common/progress.js';

/** Leaves enough of 80 columns for the numbers beside it. */
const BAR_COLUMNS = 25;

/** A bar on standard error, which is removed at the end; undefined unless that is a terminal. */
class Bar {
  private readonly forget: () => void;

  private constructor(
    private readonly bar: SingleBar,
    private readonly total: number,
  ) {
    // Without this, Ctrl-C would leave the terminal without line wrap.
    this.forget = atExit(() => {
      bar.stop();
    });
  }

  static start(format: string, total: number, values: object, quiet = false): Bar | undefined {
    if (quiet || !process.stderr.isTTY) return undefined;
    const bar = new cliProgress.SingleBar(
      {
        format,
        stream: process.stderr,
        barsize: BAR_COLUMNS,
        clearOnComplete: true,
        etaBuffer: 50,
        gracefulExit: false,
      },
      cliProgress.Presets.shades_classic,
    );
    const started = new Bar(bar, total);
    bar.start(total, 0, values);
    return started;
  }

  update(done: number, values: object): void {
    this.bar.update(done, values);
  }

  /** `update` that is shown in any case: the library draws a few times a second. */
  redraw(done: number, values: object): void {
    this.bar.stop();
    this.bar.start(this.total, done, values);
  }

  remove(): void {
    this.bar.stop();
    this.forget();
  }
}

/** The progress of work on rows. */
export class RowsProgress {
  private readonly bar: Bar | undefined;
  private readonly start = performance.now();

  /** @param total the final value of `update`: bytes or rows */
  constructor(total: number, quiet = false) {
    this.bar = Bar.start(
      '{bar} {percentage}% | {rows} rows | {speed} rows/s | {eta_formatted} left',
      Math.max(total, 1),
      { rows: 0, speed: 0 },
      quiet,
    );
  }

  update(done: number, rows: number): void {
    this.bar?.update(done, { rows, speed: this.speed(rows) });
  }

  /** Removes the bar; returns the overall rows per second. */
  end(rows: number): number {
    this.bar?.remove();
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
  work: (progress?: Progress) => Promise<T>,
): Promise<T> {
  const bar = Bar.start(`${title} {bar} {percentage}% {step}`, 1, { step: '' }, json);
  if (!bar) return work();
  let shown = '';
  try {
    return await work((share, step = '') => {
      if (step === shown) bar.update(share, { step });
      else bar.redraw(share, { step });
      shown = step;
    });
  } finally {
    bar.remove();
  }
}
