/**
 * A text that a spreadsheet would run as a formula is prefixed with `'`, so that it is shown as it is.
 *
 * A spreadsheet that expects semicolons or tabs cuts a cell at them, even inside the quotes of one that
 * expects commas, and at line breaks: so the prefix is needed behind each of them, too. Quotes may
 * stand before the formula, which then are those of its cell.
 *
 * To make this reversible, a text that already looks guarded gets the prefix too, and so does the empty
 * text, which could not be told from a missing value otherwise.
 */
const FORMULA = String.raw`'*"*[=+\-@＝＋－＠]`;

const UNGUARDED = new RegExp(
  String.raw`^(?='*(?:[\t\r\n]|$))|(?:^|(?<=[;\t\r\n]))(?=${FORMULA})`,
  'g',
);

const GUARDED = new RegExp(
  String.raw`^'(?='*(?:[\t\r\n]|$))|(?:^|(?<=[;\t\r\n]))'(?=${FORMULA})`,
  'g',
);

export const guardFormula = (text: string): string => text.replace(UNGUARDED, "'");

/** Removes the prefixes that `guardFormula` added; any other text is unchanged. */
export const unguardFormula = (text: string): string =>
  text.includes("'") ? text.replace(GUARDED, '') : text;
