import { confirm, input } from '@inquirer/prompts';
import { NotConfirmedError } from './usage-errors.js';

/** Where to ask for confirmation. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

interface Asking {
  /** What is shown above the question, found out only when it is asked. */
  readonly explain?: () => Promise<string>;
  readonly terminal?: Terminal;
}

/** Questions go to standard error: standard output is for the command's result. */
const CONSOLE: Terminal = { input: process.stdin, output: process.stderr };

/** @throws NotConfirmedError unless `yes` is true or the user confirms at a terminal */
export async function confirmed(
  question: string,
  yes?: boolean,
  { explain, terminal = CONSOLE }: Asking = {},
): Promise<void> {
  if (yes === true) return;
  const ask = () => confirm({ message: question, default: false }, terminal);
  if (!(await asked(terminal, ask, explain))) throw refusal();
}

/** Like `confirmed`, but the user has to type these words. */
export async function confirmedByWords(
  words: string,
  yes?: boolean,
  { explain, terminal = CONSOLE }: Asking = {},
): Promise<void> {
  if (yes === true) return;
  const message = `Type ${words} to go on:`;
  if ((await asked(terminal, () => input({ message }, terminal), explain)) !== words) {
    throw refusal();
  }
}

async function asked<T>(
  { input: { isTTY }, output }: Terminal,
  ask: () => Promise<T>,
  explain?: Asking['explain'],
): Promise<T> {
  if (isTTY !== true) {
    throw new NotConfirmedError('Not confirmed: without a terminal this needs --yes.');
  }
  if (explain) output.write(`${await explain()}\n`);
  try {
    return await ask();
  } catch (error) {
    throw error instanceof Error && error.name === 'ExitPromptError' ? refusal() : error;
  }
}

const refusal = () => new NotConfirmedError('Not confirmed; nothing was changed.');
