/**
 * A cell that a spreadsheet would run as a formula is prefixed with `'`, so that it is shown as text.
 *
 * To make this reversible, a text that already looks guarded gets the prefix too, and so does the empty
 * text, which could not be told from a missing value otherwise.
 */
const GUARDED = /^'*([=+\-@\t\r\n＝＋－＠]|$)/;

export const guardFormula = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);

/** Removes the prefix that `guardFormula` added; any other text is unchanged. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && GUARDED.test(text) ? text.slice(1) : text;
