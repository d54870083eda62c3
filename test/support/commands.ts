import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Ended, environment } from './programs.js';

let host: Promise<ChildProcess> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command as the program does, in a process that is kept for the commands of this file: none
 * but the first begins with loading the program. Commands run one after the other.
 */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder = tmpdir(),
): Promise<Ended> {
  const ended = last.then(async () => {
    host ??= startHost();
    const process = await host;
    const leave = new AbortController();
    const { signal } = leave;
    const answer = once(process, 'message', { signal });
    const gone = once(process, 'exit', { signal }).then(() => {
      throw new Error(`The process ended while it ran ${args.join(' ')}.`);
    });
    process.send({ args, env: environment(env), folder });
    try {
      return (await Promise.race([answer, gone]))[0] as Ended;
    } finally {
      leave.abort();
      await Promise.allSettled([answer, gone]);
    }
  });
  last = ended.catch(() => undefined);
  return ended;
}

async function startHost(): Promise<ChildProcess> {
  const started = fork(resolve(import.meta.dirname, 'command-host.mjs'), {
    // No terminal: what is printed there differs.
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
