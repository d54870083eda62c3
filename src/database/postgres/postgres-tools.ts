import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { atExit } from '../../common/at-exit.js';
import { CodedError } from '../../common/errors/coded-error.js';

/** A tool of PostgreSQL that is missing, too old, or failed. */
export class PostgresToolsError extends CodedError {
  constructor(detail: string) {
    super('unavailable', 'POSTGRESQL_TOOLS', detail);
  }
}

const PACKAGE = 'install the package postgresql-client in the version of the server';

type ToolName = 'pg_dump' | 'pg_restore' | 'psql';

/** Starts the tool, which is killed when this process exits. Pass the result to `finished`. */
export function startTool(
  name: ToolName,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  // Messages in English, which are read.
  const env = { ...process.env, LC_ALL: 'C', ...environment };
  const tool = spawn(name, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const stopped = atExit(() => tool.kill());
  tool.once('close', stopped);
  return tool;
}

/** What `--verbose` adds to standard error. */
const DETAIL = /^pg_\w+: (?!error|fatal|warning|detail|hint)/;

/**
 * Waits for the tool to exit.
 *
 * @param onDetail called with each line of `--verbose`
 * @throws PostgresToolsError with its standard error when it fails
 */
export async function finished(
  tool: ChildProcess,
  onDetail?: (line: string) => void,
): Promise<void> {
  let said = '';
  if (tool.stderr) {
    createInterface({ input: tool.stderr }).on('line', (line) => {
      if (onDetail && DETAIL.test(line)) onDetail(line);
      else said = `${said}${line}\n`.slice(-2_000);
    });
  }
  const [code] = (await once(tool, 'close').catch((error: unknown) => {
    throw missing(error)
      ? new PostgresToolsError(`${tool.spawnfile} is missing; ${PACKAGE}.`)
      : error;
  })) as [number | null];
  if (code === 0) return;
  const older = /server version mismatch/.test(said);
  const hint = older ? `${tool.spawnfile} is older than the server; ${PACKAGE}. ` : '';
  throw new PostgresToolsError(`${hint}${tool.spawnfile} failed: ${said.trim()}`);
}

/** Starts the tool and waits for it to exit. */
export async function runTool(
  name: ToolName,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  onDetail: (line: string) => void,
): Promise<void> {
  const tool = startTool(name, args, environment);
  tool.stdin?.end();
  tool.stdout?.resume();
  await finished(tool, onDetail);
}

const missing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The lines of a tool's output. */
export async function* linesOf(output: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of output.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
