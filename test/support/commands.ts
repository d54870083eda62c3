import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { commandProcess } from './native/command-process.mjs';
import { type Ended, environment } from './programs.js';

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command as the program does, in a process that is kept, so that only the first one loads the
 * program. Commands run one after the other.
 */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder = tmpdir(),
): Promise<Ended> {
  const ended = last.then(async () => {
    const process = await commandProcess(environment({}));
    const listening = new AbortController();
    const { signal } = listening;
    const result = once(process, 'message', { signal });
    const exited = once(process, 'exit', { signal }).then(() => {
      throw new Error(`The process ended while it ran ${args.join(' ')}.`);
    });
    process.send({ args, env: environment(env), folder });
    try {
      return (await Promise.race([result, exited]))[0] as Ended;
    } finally {
      listening.abort();
      await Promise.allSettled([result, exited]);
    }
  });
  last = ended.catch(() => undefined);
  return ended;
}
