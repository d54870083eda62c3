import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Ended, environment } from './programs.js';

export interface ShellEnded extends Ended {
  /** Of the responses that curl received, in their order. */
  readonly statuses: readonly number[];
}

/** Also prints the status of the response, and fails if that is no success. */
const CURL = `#!/bin/sh
PATH="$PATH_OF_CURL"
exec curl --silent --show-error --fail --write-out '%{stderr}HTTP %{http_code}\\n' "$@"
`;

/** Runs lines of a shell in a folder, until one of them fails. */
export async function runShell(
  lines: string,
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ShellEnded> {
  const curl = join(folder, 'curl');
  writeFileSync(curl, CURL);
  chmodSync(curl, 0o755);
  const { PATH = '', ...inherited }: Record<string, string> = environment({ ...env });
  const child = spawn('sh', ['-e', '-c', lines], {
    cwd: folder,
    env: { ...inherited, PATH: `${folder}${delimiter}${PATH}`, PATH_OF_CURL: PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece: Buffer) => (stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const statuses = [...stderr.matchAll(/^HTTP (\d+)$/gm)].map(([, status]) => Number(status));
  return { code: code ?? -1, stdout, stderr, statuses };
}
