import { styleText } from 'node:util';
import { formatCount } from './format.js';
import { WrongUsageError } from './usage-errors.js';

type Cell = string | number;

const BAR_WIDTH = 40;

/** The bars of several tables begin in the same column, if the names are not longer. */
const BAR_TITLE_WIDTH = 18;

/** However narrow the terminal is. */
const MIN_FLEXIBLE_WIDTH = 10;

/** Formatted only on a terminal, and not with NO_COLOR. */
export const emphasized = (text: string, style: 'bold' | 'green' | 'red'): string =>
  process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text;

/** Prints one JSON document to standard output. */
export function printJson(document: unknown): void {
  console.log(JSON.stringify(document, null, 2));
}

const GAP = '  ';

/**
 * Prints rows in aligned columns, numbers right-aligned.
 *
 * @param flexible the column that is cut so that a line fits on the terminal; all of it is printed elsewhere
 */
export function printTable(
  headings: readonly string[],
  rows: readonly Cell[][],
  { flexible }: { readonly flexible?: number } = {},
): void {
  const texts = rows.map((row) => row.map(textOf));
  const widths = headings.map((text, column) =>
    Math.max(text.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  if (flexible !== undefined && process.stdout.isTTY) {
    const others = widths.reduce(
      (sum, width) => sum + width + GAP.length,
      -(widths[flexible] ?? 0),
    );
    const free = process.stdout.columns - others;
    widths[flexible] = Math.max(MIN_FLEXIBLE_WIDTH, Math.min(widths[flexible] ?? 0, free));
  }
  const isNumber = headings.map((_text, column) => typeof rows[0]?.[column] === 'number');
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        if (isNumber[column] === true) return cell.padStart(width);
        return (cell.length > width ? `${cell.slice(0, width - 1)}…` : cell).padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  console.log(emphasized(line(headings), 'bold'));
  for (const cells of texts) console.log(line(cells));
  console.log('');
}

/** Prints the issues of each name, with a bar. */
export function printBars(title: string, counts: readonly (readonly [string, number])[]): void {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  printTable(
    [title.padEnd(BAR_TITLE_WIDTH), 'issues', ''],
    counts.map(([name, count]) => [
      name,
      count,
      '█'.repeat(Math.round((count / most) * BAR_WIDTH)),
    ]),
  );
}

const textOf = (cell: Cell): string => (typeof cell === 'number' ? formatCount(cell) : cell);

/** @throws WrongUsageError unless the text is a whole number from 1 to `most` */
export function wholeNumber(option: string, text: string, most = 999_999): number {
  const value = /^[1-9]\d*$/.test(text) ? Number(text) : NaN;
  if (value <= most) return value;
  throw new WrongUsageError(`${option} must be a whole number from 1 to ${String(most)}.`);
}
