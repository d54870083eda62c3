/** The form in which texts are compared regardless of case. */
export function caseKey(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** A lone surrogate has no UTF-8 form, and PostgreSQL cannot store NUL in text. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The number of code points, which is how both databases count characters. */
export function characterCount(text: string): number {
  let count = 0;
  for (const character of text) count += character === '' ? 0 : 1;
  return count;
}

/** Compares code units: the same order on every machine and database. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
