import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { environment } from './programs.js';
import { until } from './until.js';

/** The columns and lines of the terminal. */
const SIZE = 'cols 80 rows 24';

/** Runs a program and notes the modes of the terminal before and after it, which Ctrl-C does not end. */
const NOTE_MODES = `
stty ${SIZE}
trap : INT TERM
stty -g >"$0/before"
"$@"
code=$?
stty -g >"$0/after"
exit $code`;

/** Sequences of the terminal that a program has to undo before it ends. */
const UNDONE_BY: Readonly<Record<string, string>> = {
  '\x1b[?7l': '\x1b[?7h',
  '\x1b[?25l': '\x1b[?25h',
  '\x1b[?2004h': '\x1b[?2004l',
};

export interface EndedAtTerminal {
  /** As a shell reports it: 130 also for a program that SIGINT has ended. */
  readonly code: number | null;
  /** Everything that the program wrote, with its escape sequences. */
  readonly shown: string;
  /** What it changed in the terminal and left so, such as a hidden cursor. */
  readonly leftBehind: readonly string[];
}

export interface AtTerminal {
  readonly shown: () => string;
  /** Waits until the program has written this. */
  waitFor(text: string | RegExp): Promise<void>;
  /** Types keys; `\x03` is Ctrl-C. */
  type(keys: string): void;
  readonly ended: Promise<EndedAtTerminal>;
}

/** Starts a program at a terminal of its own, of 80 columns, by `script` of util-linux. */
export function startAtTerminal(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  folder = tmpdir(),
): AtTerminal {
  const notes = mkdtempSync(join(tmpdir(), 'terminal-'));
  const words = ['sh', '-c', NOTE_MODES, notes, program, ...args];
  // Without `exec`, Ctrl-C would end the shell of `script` too.
  const call = `exec ${words.map(quoted).join(' ')}`;
  const child = spawn('script', ['-qec', call, '/dev/null'], {
    cwd: folder,
    env: environment({ TERM: 'xterm-256color', SHELL: '/bin/sh', ...env }),
  });
  let shown = '';
  let hasEnded = false;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (shown += piece));
  const ended = once(child, 'close').then(([code]): EndedAtTerminal => {
    hasEnded = true;
    const [before, after] = ['before', 'after'].map((name) =>
      readFileSync(join(notes, name), 'utf8'),
    );
    rmSync(notes, { recursive: true });
    const leftBehind = Object.entries(UNDONE_BY)
      .filter(([change, undo]) => shown.lastIndexOf(change) > shown.lastIndexOf(undo))
      .map(([change]) => change);
    if (before !== after) leftBehind.push(`modes ${String(after)}`);
    return { code: code as number | null, shown, leftBehind };
  });
  const contains = (text: string | RegExp) =>
    typeof text === 'string' ? shown.includes(text) : text.test(shown);
  return {
    ended,
    shown: () => shown,
    waitFor: async (text) => {
      await until(() => contains(text) || hasEnded);
      if (!contains(text)) throw new Error(`The program ended without ${String(text)}: ${shown}`);
    },
    type: (keys) => void child.stdin.write(keys),
  };
}

/** Starts a command of the program at a terminal. */
export const startCommandAtTerminal = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): AtTerminal =>
  startAtTerminal(
    process.execPath,
    [resolve(import.meta.dirname, '../../dist/bin/cli.js'), ...args],
    env,
  );

/** What is read of an output: without escape sequences, and without what a carriage return has overwritten. */
export const textOf = (shown: string): string =>
  stripVTControlCharacters(shown).replaceAll('\r\n', '\n').replaceAll(/^.*\r/gm, '');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
