import { styleText } from 'node:util';
import { WrongUsageError } from './usage-errors.js';

type Cell = string | number;

const BAR_WIDTH = 30;

/** Formatted only on a terminal. */
const heading = (text: string) => (process.stdout.isTTY ? styleText('bold', text) : text);

/** Prints one JSON document to standard output. */
export function printJson(document: unknown): void {
  console.log(JSON.stringify(document, null, 2));
}

/** Prints rows in aligned columns, numbers right-aligned. */
export function printTable(headings: readonly string[], rows: readonly Cell[][]): void {
  const widths = headings.map((text, column) =>
    Math.max(text.length, ...rows.map((row) => String(row[column] ?? '').length)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  console.log(heading(line(headings)));
  for (const row of rows) console.log(line(row));
  console.log('');
}

export function printBars(title: string, counts: Readonly<Record<string, number>>): void {
  const most = Math.max(1, ...Object.values(counts));
  printTable(
    [title, 'issues', ''],
    Object.entries(counts).map(([name, count]) => [
      name,
      count,
      '█'.repeat(Math.round((count / most) * BAR_WIDTH)),
    ]),
  );
}

/** @throws WrongUsageError unless the text is a whole number from 1 to `most` */
export function wholeNumber(option: string, text: string, most = 999_999): number {
  const value = /^[1-9]\d*$/.test(text) ? Number(text) : NaN;
  if (value <= most) return value;
  throw new WrongUsageError(`${option} must be a whole number from 1 to ${String(most)}.`);
}
