import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const MAX_WORDS = 30;
const MAX_README_LINES = 200;

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** What a reader is meant to read from its beginning to its end. */
const DOCUMENTS = [...markdownIn('.'), ...markdownIn('docs')];
const DECISIONS = markdownIn('docs/decisions');

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Without code blocks and comments. */
const prose = (file: string): string =>
  read(file)
    .replaceAll(/^ *```[^]*?^ *```$/gm, '')
    .replaceAll(/<!--[^]*?-->/g, '');

/** The headings as they are written in a link; two of one name do not occur. */
const anchorsOf = (file: string): string[] =>
  [...prose(file).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Paragraphs, list items and table cells, each with the words of its sentences. */
function sentencesOf(file: string): string[] {
  const text = prose(file).replaceAll(/^#+ .*$/gm, '');
  const cells = [...text.matchAll(/^\|.*\|$/gm)].flatMap(([row]) => row.split(/[|;]/));
  const blocks = text.split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )|^\|.*\|$/m).concat(cells);
  return blocks.flatMap((block) =>
    block
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/`[^`]*`/g, 'code')
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .split(/(?<=[.!?]["')*]*) (?=\S)/),
  );
}

const wordsIn = (sentence: string): number => sentence.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;

describe('documents', () => {
  it.each([...DOCUMENTS, ...DECISIONS])(
    'Every link in %s leads to something that exists',
    (file) => {
      for (const [, target = ''] of prose(file).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(target)) continue;
        const [path = '', anchor] = target.split('#');
        const linked = path === '' ? file : join(dirname(file), path);
        expect([file, target, existsSync(join(root, linked))]).toEqual([file, target, true]);
        if (anchor !== undefined) expect(anchorsOf(linked)).toContain(anchor);
      }
    },
  );

  it.each(DOCUMENTS)('No sentence of %s has more than 30 words', (file) => {
    expect(sentencesOf(file).filter((sentence) => wordsIn(sentence) > MAX_WORDS)).toEqual([]);
  });

  it('The README has at most 200 lines', () => {
    expect(read('README.md').split('\n').length - 1).toBeLessThanOrEqual(MAX_README_LINES);
  });
});
