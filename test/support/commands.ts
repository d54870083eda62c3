import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Ended, environment } from './programs.js';

let host: Promise<ChildProcess> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command as the program does, in a process that is kept for the commands of this test file, so
 * that only the first one loads the program. Commands run one after the other.
 */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder = tmpdir(),
): Promise<Ended> {
  const ended = last.then(async () => {
    host ??= startHost();
    const process = await host;
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

async function startHost(): Promise<ChildProcess> {
  const started = fork(resolve(import.meta.dirname, 'command-host.mjs'), {
    // Not a terminal: commands print differently there.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: environment({}),
    cwd: tmpdir(),
  });
  started.stderr?.pipe(process.stderr);
  await once(started, 'message');
  return started;
}

afterAll(async () => {
  const started = await host;
  host = undefined;
  if (!started) return;
  const ended = once(started, 'exit');
  started.disconnect();
  await ended;
});
