import { PassThrough } from 'node:stream';
import { NotConfirmedError } from './usage-errors.js';
import { confirmed, confirmedByWords, type Terminal } from './confirm.js';

/** A terminal at which `keys` are typed once a question is shown. */
function terminal(keys: string, isTTY = true): Terminal & { readonly shown: () => string } {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (piece: Buffer) => {
    if (shown === '') setImmediate(() => input.write(keys));
    shown += piece.toString();
  });
  return { input, output, shown: () => shown };
}

const ask = (keys: string, isTTY?: boolean) =>
  confirmed('Delete it?', undefined, { terminal: terminal(keys, isTTY) });
const askWords = (keys: string) =>
  confirmedByWords('DELETE ALL DATA', undefined, { terminal: terminal(keys) });

describe('confirmation at a terminal', () => {
  it.each(['y\n', 'yes\n', 'Y\n'])('The answer %j confirms', async (keys) => {
    await expect(ask(keys)).resolves.toBeUndefined();
  });

  it.each(['n\n', '\n', 'no\n', '\x03'])('The answer %j does not confirm', async (keys) => {
    await expect(ask(keys)).rejects.toThrow(NotConfirmedError);
  });

  it('A confirmation shows its question', async () => {
    const screen = terminal('y\n');
    await confirmed('Delete 3 issues for good?', undefined, { terminal: screen });
    expect(screen.shown()).toContain('Delete 3 issues for good?');
  });

  it('A confirmation by words takes exactly those words', async () => {
    await expect(askWords('DELETE ALL DATA\n')).resolves.toBeUndefined();
    for (const keys of ['delete all data\n', 'DELETE ALL\n', 'y\n', '\n', 'DELETE ALL DATA\x03']) {
      await expect(askWords(keys)).rejects.toThrow(NotConfirmedError);
    }
  });

  it('With --yes nothing is asked, and without it a terminal is required', async () => {
    const screen = terminal('n\n');
    await confirmed('Delete it?', true, { terminal: screen });
    await confirmedByWords('DELETE ALL DATA', true, { terminal: screen });
    expect(screen.shown()).toBe('');
    await expect(ask('y\n', false)).rejects.toThrow('without a terminal this needs --yes');
  });
});
