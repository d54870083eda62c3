import type { PreviewResponse } from '../../issues/dto/preview.dto.js';
import { printTable } from '../../terminal/output.js';

/** Rows that are printed without `--json`. */
const MAX_PRINTED_CHANGES = 20;

const MAX_CELL_CHARACTERS = 40;

/** Prints what would change, as far as a terminal shows it. */
export function printPreview({ changes = [], more_changes = 0 }: PreviewResponse): void {
  const shown = changes.slice(0, MAX_PRINTED_CHANGES);
  printTable(
    ['issue', 'field', 'from', 'to'],
    shown.map(({ issue_id, field, from, to }) => [issue_id, field, cell(from), cell(to)]),
  );
  const more = changes.length - shown.length + more_changes;
  if (more > 0) console.log(`… and ${String(more)} more: --dry-run --json lists up to 1,000.`);
}

function cell(value: unknown): string {
  const shown = typeof value === 'string' ? value : value === null ? '—' : JSON.stringify(value);
  const text = shown.replaceAll(/\s+/g, ' ');
  return text.length > MAX_CELL_CHARACTERS ? `${text.slice(0, MAX_CELL_CHARACTERS)}…` : text;
}
