/**
 * A cell that a spreadsheet would run as a formula gets a `'` in front, which it shows as text.
 *
 * Two more get one, so that the guard can be taken off without a doubt: a text that already looks
 * guarded, and the empty text, which would otherwise be the same as no text.
 */
const GUARDED = /^'*([=+\-@\t\r\n＝＋－＠]|$)/;

export const guardFormula = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);

/** Takes off what `guardFormula` put on; any other text stays as it is. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && GUARDED.test(text) ? text.slice(1) : text;
