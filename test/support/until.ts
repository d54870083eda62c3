import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what comes by itself, and fails when it does not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  milliseconds = 300_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so in ${String(milliseconds)} ms.`);
    await sleep(20);
  }
}
