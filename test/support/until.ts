import { setTimeout as sleep } from 'node:timers/promises';

/** Enough for a machine however busy, and less than a test may take. */
const TIMEOUT_MS = 300_000;

/** Waits until a condition holds, and fails when it does not. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline)
      throw new Error(`The condition did not hold within ${String(timeoutMs)} ms.`);
    await sleep(20);
  }
}
