import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const TIMEOUT_MS = 180_000;

/** Starts the process that makes the load. */
export function startLoad() {
  const child = fork(join(import.meta.dirname, 'load-process.mjs'));
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ number, result, error }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The load process ended.'));
  });
  return {
    /** Sends `requests` requests of a scenario over `clients` connections. */
    run(task) {
      last += 1;
      const number = last;
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${task.scenario} takes too long.`)),
          TIMEOUT_MS,
        );
        const done = (settle) => (value) => {
          clearTimeout(late);
          settle(value);
        };
        waiting.set(number, { resolve: done(resolve), reject: done(reject) });
        child.send({ number, ...task });
      });
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
