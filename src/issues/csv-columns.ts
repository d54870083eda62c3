import { guardFormula } from '../common/formula-guard.js';
import { compareText } from '../common/text.js';
import { type CellKind, ID, LINE, TIMESTAMP } from './field-kinds.js';
import { FIELD_CELLS } from './issue-fields.js';
import { joinLabels } from './label-list.js';

export interface CsvColumn {
  readonly name: string;
  readonly kind: CellKind;
  /** A longer cell is refused before it is taken apart. */
  readonly maxCharacters?: number;
}

/** More than the longest names with all their escapes and separators. */
const MAX_LABELS_CELL_CHARACTERS = 50_000;

/** Names in one cell; the driver returns them as a JSON list. */
const LABELS: CellKind = {
  ...LINE,
  toCell: (value) => {
    const names = (JSON.parse(String(value)) as string[]).sort(compareText);
    return names.length === 0 ? '' : guardFormula(joinLabels(names));
  },
};

/** What the import reads, and the export writes too: the fields of an issue, and what surrounds them. */
export const CSV_COLUMNS: readonly CsvColumn[] = [
  ...FIELD_CELLS,
  { name: 'labels', kind: LABELS, maxCharacters: MAX_LABELS_CELL_CHARACTERS },
  { name: 'created_at', kind: TIMESTAMP },
  { name: 'resolved_at', kind: TIMESTAMP },
];

/** Where an issue comes from. */
const EXTERNAL_COLUMNS: readonly CsvColumn[] = [
  { name: 'external_source', kind: LINE },
  { name: 'external_id', kind: LINE },
];

/** What the export writes: the id first, which the import ignores. */
const EXPORTED: readonly CsvColumn[] = [{ name: 'id', kind: ID }, ...CSV_COLUMNS];

/** What the export writes when it is asked for. */
const EXPORTABLE: readonly CsvColumn[] = [...EXPORTED, ...EXTERNAL_COLUMNS];

export const EXPORTED_NAMES = EXPORTABLE.map(({ name }) => name);

/** The columns of an export, in their order. */
export const exportedColumns = (asked: readonly string[] | undefined): readonly CsvColumn[] =>
  asked ? EXPORTABLE.filter(({ name }) => asked.includes(name)) : EXPORTED;

/** What the import reads besides: the assignee by name, and the e-mail address of one who is created. */
export const IMPORT_COLUMNS: readonly CsvColumn[] = [
  ...CSV_COLUMNS,
  ...EXTERNAL_COLUMNS,
  { name: 'assignee', kind: LINE },
  { name: 'assignee_email', kind: LINE },
];
