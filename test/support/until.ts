import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that no machine needs, however busy it is; less than a test may take. */
const LIMIT_MS = 300_000;

/** Waits for what comes by itself, and fails when it does not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  milliseconds = LIMIT_MS,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so in ${String(milliseconds)} ms.`);
    await sleep(20);
  }
}
