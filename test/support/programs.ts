import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { withHostname } from './installed.js';

/** The bundle, or with coverage the compiled sources. */
const built = resolve(
  import.meta.dirname,
  process.env.NODE_V8_COVERAGE ? '../../dist/src' : '../../dist/bin',
);

/** A folder without a `.env` file. */
const cwd = tmpdir();

export const environment = (env: Record<string, string>) => ({ ...INHERITED, ...env });

/** What every program is given, and all that is inherited from the environment of the tests. */
const INHERITED = {
  UPLOAD_DIR: resolve(process.env.TEST_RUN_FOLDER ?? cwd, 'uploads'),
  ...Object.fromEntries(
    ['PATH', 'NODE_V8_COVERAGE'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
};

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built program to its end, in a folder. */
export function runProgram(
  program: 'main.js' | 'cli.js',
  args: string[],
  env: Record<string, string>,
  folder = cwd,
): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [resolve(built, program), ...args],
      { cwd: folder, env: environment(env) },
      (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

/** Starts a built program and sends it a signal when `until` resolves; returns its exit code, if any. */
export async function interruptProgram(
  program: 'main.js' | 'cli.js',
  args: string[],
  env: Record<string, string>,
  until: () => Promise<void>,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<number | null> {
  const child = spawn(process.execPath, [resolve(built, program), ...args], {
    cwd,
    env: environment(env),
    stdio: 'ignore',
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  await Promise.race([until(), ended]);
  child.kill(signal);
  return ended;
}

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** Sends a signal, and returns the exit code once the program has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<number | null>;
}

/** Drops the capability by which root may write to any file. */
const WITHOUT_PRIVILEGE = ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override'];

interface Start {
  /** Options of `ulimit`. */
  readonly limits?: string;
  /** The file modes hold for the program even if it runs as root. */
  readonly obeysModes?: boolean;
  /** The name that the program takes its host to have. */
  readonly hostname?: string;
  /** Called with each line of the log. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** A copy of the project in which the script of `npm start` is run. */
  readonly copy?: string;
}

/** Starts the built server on a free port. */
export async function startServer(
  env: Record<string, string>,
  { limits, obeysModes, hostname, onLog, copy }: Start = {},
): Promise<ServerProcess> {
  const file = copy === undefined ? resolve(built, 'main.js') : resolve(copy, 'scripts/start.mjs');
  const program = [process.execPath, file];
  const [command = '', ...args] = [
    ...(limits ? ['sh', '-c', `ulimit ${limits} && exec "$0" "$@"`] : []),
    ...(hostname ? withHostname(hostname) : []),
    ...(obeysModes && process.getuid?.() === 0 ? WITHOUT_PRIVILEGE : []),
    ...program,
  ];
  const child = spawn(command, args, {
    cwd: copy ?? cwd,
    env: environment({ PORT: '0', LOG_LEVEL: 'silent', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (onLog) {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (line.startsWith('{')) onLog(line);
    });
  }
  let output = '';
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = await new Promise<string>((ready, reject) => {
    const listen = (piece: Buffer) => {
      output += piece.toString();
      const address = /Issue Tracker API: (\S+)/.exec(output)?.[1];
      if (address !== undefined) ready(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => {
      reject(new Error(`The server ended with ${String(code)}: ${output}`));
    });
  });
  return {
    url,
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => child.kill(signal),
    end: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}
