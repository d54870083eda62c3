import { confirm, input } from '@inquirer/prompts';
import { NotConfirmedError } from '../../common/commands/usage-errors.js';

/** @throws NotConfirmedError unless `yes` is given or somebody at a terminal agrees */
export async function confirmed(question: string, yes?: boolean): Promise<void> {
  if (yes === true) return;
  if (!(await asked(() => confirm({ message: question, default: false })))) refuse();
}

/** As `confirmed`, but agreement is typing these very words. */
export async function confirmedByWords(words: string, yes?: boolean): Promise<void> {
  if (yes === true) return;
  if ((await asked(() => input({ message: `Type ${words} to go on:` }))) !== words) refuse();
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  if (!process.stdin.isTTY) {
    throw new NotConfirmedError('Not confirmed: without a terminal this needs --yes.');
  }
  try {
    return await ask();
  } catch (error) {
    throw error instanceof Error && error.name === 'ExitPromptError' ? refusal() : error;
  }
}

const refusal = () => new NotConfirmedError('Not confirmed; nothing was changed.');

function refuse(): never {
  throw refusal();
}
