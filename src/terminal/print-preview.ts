import { printTable } from './output.js';

/** Rows that are printed without `--json`. */
const MAX_PRINTED_CHANGES = 20;

const MAX_CELL_CHARACTERS = 40;

/** A field that would change; its other members say where, such as `issue_id`. */
interface Change {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What a dry run lists, and how much more there is. */
export interface Preview {
  readonly changes?: readonly Change[];
  readonly more_changes?: number;
}

/** Prints what would change, as far as a terminal shows it. */
export function printPreview({ changes = [], more_changes = 0 }: Preview): void {
  const shown = changes.slice(0, MAX_PRINTED_CHANGES);
  if (shown.length === 0) {
    console.log('Nothing would change.');
    return;
  }
  const headings = Object.keys(shown[0] ?? {}).map((name) => name.replace(/_(id|number)$/, ''));
  printTable(
    headings,
    shown.map((change) => Object.values(change).map(cell)),
  );
  const more = changes.length - shown.length + more_changes;
  if (more > 0) console.log(`… and ${String(more)} more: --dry-run --json lists up to 1,000.`);
}

function cell(value: unknown, column: number): string | number {
  if (typeof value === 'number' && column === 0) return value;
  const shown = typeof value === 'string' ? value : value === null ? '—' : JSON.stringify(value);
  const text = shown.replaceAll(/\s+/g, ' ');
  return text.length > MAX_CELL_CHARACTERS ? `${text.slice(0, MAX_CELL_CHARACTERS)}…` : text;
}
