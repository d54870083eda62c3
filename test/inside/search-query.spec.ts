/** @once no database is used */
import fc from 'fast-check';
import {
  haveFewWords,
  isSatisfiable,
  MAX_SEARCH_WORDS,
  parseSearch,
  type Phrase,
  phrasesIn,
} from '../../src/issues/list/search-query.js';

const RUNS = { numRuns: 1_000, seed: 20261123 };

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom('"', '-', ' ', '*', '(', ':', 'a', 'B', 'é', '1', '-"', 'OR', '\\'), {
      maxLength: 40,
    })
    .map((parts) => parts.join('')),
);

const word = fc
  .string({ unit: fc.constantFrom('a', 'B', 'z', '0', 'é', 'ß', '語'), minLength: 1, maxLength: 6 })
  .filter((text) => text !== '');

const key = (phrase: Phrase) => phrase.join(' ').toLowerCase();

const phrases = fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 3 }), {
  maxLength: 4,
  selector: key,
});

const quoted = (phrase: Phrase) => `"${phrase.join(' ')}"`;

describe('the search query', () => {
  it('Any text is parsed into words and nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { required, excluded } = parseSearch(text);
        for (const phrase of [...required, ...excluded]) {
          expect(phrase.length).toBeGreaterThan(0);
          for (const found of phrase) {
            expect(found).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
            expect(text).toContain(found);
          }
        }
        const words = [...required, ...excluded].flat();
        expect(words.join('').length).toBeLessThanOrEqual(text.length);
        if (words.length === 0) expect(isSatisfiable(parseSearch(text))).toBe(false);
      }),
      RUNS,
    );
  });

  it('Phrases that are written as a query are parsed as they were', () => {
    fc.assert(
      fc.property(phrases, phrases, (required, excluded) => {
        const text = [...required.map(quoted), ...excluded.map((one) => `-${quoted(one)}`)];
        expect(parseSearch(text.join(' '))).toEqual({ required, excluded });
      }),
      RUNS,
    );
  });

  it('A query that is written again from what was parsed means the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const query = parseSearch(text);
        const written = [
          ...query.required.map(quoted),
          ...query.excluded.map((phrase) => `-${quoted(phrase)}`),
        ].join(' ');
        expect(parseSearch(written)).toEqual(query);
      }),
      RUNS,
    );
  });

  it('The words of a search are counted once each, and no further than the first that is too many', () => {
    let taken = 0;
    const counted = function* (text: string) {
      for (const found of phrasesIn(text)) {
        taken += 1;
        yield found;
      }
    };
    const words = Array.from({ length: 4_000 }, (_, index) => `-w${String(index)}`);
    expect(haveFewWords(counted(words.join(' ')))).toBe(false);
    expect(taken).toBe(MAX_SEARCH_WORDS + 1);
    expect(haveFewWords(phrasesIn(words.slice(0, MAX_SEARCH_WORDS).join(' ')))).toBe(true);
    expect(haveFewWords(phrasesIn('Word word '.repeat(1_000)))).toBe(true);
    fc.assert(
      fc.property(anyText, (text) => {
        const { required, excluded } = parseSearch(text);
        const isShort = [...required, ...excluded].flat().length <= MAX_SEARCH_WORDS;
        expect(haveFewWords(phrasesIn(text))).toBe(isShort);
      }),
      RUNS,
    );
  });

  it('No phrase is searched for twice, regardless of case', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const list of Object.values(parseSearch(`${text} ${text.toUpperCase()}`))) {
          expect(new Set(list.map(key)).size).toBe(list.length);
        }
      }),
      RUNS,
    );
  });
});
