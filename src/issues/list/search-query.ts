/** Words that stand next to each other; mostly one. */
export type Phrase = readonly string[];

/** All of the required phrases, and none of the excluded. */
export interface SearchQuery {
  readonly required: readonly Phrase[];
  readonly excluded: readonly Phrase[];
}

export type SearchColumn = 'title' | 'description';

/** Words of a search, in phrases and excluded ones too: each is looked up in the index. */
export const MAX_SEARCH_WORDS = 50;

/** PostgreSQL does not index longer words. */
const MAX_INDEXED_WORD_BYTES = 2046;

/**
 * Parses `words in any order`, `"a phrase"` and `-word`. Other characters are separators, so any text
 * is valid; one without a word matches nothing.
 */
export function parseSearch(text: string): SearchQuery {
  const all = [...phrasesIn(text)];
  const ofSign = (isExcluded: boolean) =>
    distinct(all.filter((found) => found.isExcluded === isExcluded).map(({ phrase }) => phrase));
  return { required: ofSign(false), excluded: ofSign(true) };
}

interface FoundPhrase {
  readonly phrase: Phrase;
  readonly isExcluded: boolean;
}

export function* phrasesIn(text: string): Generator<FoundPhrase> {
  for (const [, minus, quoted, bare] of text.matchAll(/(-?)(?:"([^"]*)"?|([^\s"]+))/g)) {
    const phrase = wordsOf(quoted ?? bare ?? '');
    if (phrase.length > 0) yield { phrase, isExcluded: minus === '-' };
  }
}

/** Whether a search has no more words than are looked up; equal ones count once. The rest is not read. */
export function haveFewWords(phrases: Iterable<FoundPhrase>): boolean {
  const counted = new Set<string>();
  let words = 0;
  for (const { phrase, isExcluded } of phrases) {
    const key = `${isExcluded ? '-' : ''}${keyOf(phrase)}`;
    if (counted.has(key)) continue;
    counted.add(key);
    words += phrase.length;
    if (words > MAX_SEARCH_WORDS) return false;
  }
  return true;
}

/** False when nothing can match. */
export const isSatisfiable = ({ required, excluded }: SearchQuery): boolean =>
  required.length + excluded.length > 0 && required.every(isIndexed);

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

/** Whether PostgreSQL indexes all of the words. */
export const isIndexed = (phrase: Phrase): boolean =>
  phrase.every((word) => Buffer.byteLength(word) <= MAX_INDEXED_WORD_BYTES);

function distinct(phrases: readonly Phrase[]): Phrase[] {
  return [...new Map(phrases.map((phrase) => [keyOf(phrase), phrase])).values()];
}

const keyOf = (phrase: Phrase): string => phrase.join(' ').toLowerCase();
