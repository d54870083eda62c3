import { PassThrough } from 'node:stream';
import { NotConfirmedError } from './usage-errors.js';
import { confirmed, confirmedByWords, type Terminal } from './confirm.js';

/** A terminal at which somebody types `keys` once a question is there. */
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
  confirmed('Delete it?', undefined, terminal(keys, isTTY));
const askWords = (keys: string) => confirmedByWords('DELETE ALL DATA', undefined, terminal(keys));

describe('confirmation at a terminal', () => {
  it.each(['y\n', 'yes\n', 'Y\n'])('goes on after %j', async (keys) => {
    await expect(ask(keys)).resolves.toBeUndefined();
  });

  it.each(['n\n', '\n', 'no\n', '\x03'])('refuses after %j', async (keys) => {
    await expect(ask(keys)).rejects.toThrow(NotConfirmedError);
  });

  it('shows the question', async () => {
    const person = terminal('y\n');
    await confirmed('Delete 3 issues for good?', undefined, person);
    expect(person.shown()).toContain('Delete 3 issues for good?');
  });

  it('wants the very words, where words are asked for', async () => {
    await expect(askWords('DELETE ALL DATA\n')).resolves.toBeUndefined();
    for (const keys of ['delete all data\n', 'DELETE ALL\n', 'y\n', '\n', 'DELETE ALL DATA\x03']) {
      await expect(askWords(keys)).rejects.toThrow(NotConfirmedError);
    }
  });

  it('asks nobody with --yes, and refuses without a terminal', async () => {
    const person = terminal('n\n');
    await confirmed('Delete it?', true, person);
    await confirmedByWords('DELETE ALL DATA', true, person);
    expect(person.shown()).toBe('');
    await expect(ask('y\n', false)).rejects.toThrow('without a terminal this needs --yes');
  });
});
