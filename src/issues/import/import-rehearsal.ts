import { againIfDuplicate } from '../../database/again-if-duplicate.js';
import type { EventRecord, HistoryService } from '../../history/history.service.js';
import type { EventType } from '../../history/issue-event.entity.js';
import type { ImportedChange } from '../dto/import-response.dto.js';
import { addToPreview, type Preview } from '../dto/to-preview.js';
import { EarlierRows } from './earlier-rows.js';
import { externalKey } from './existing-issues.js';
import type { ImportBatches, Storing, StoredBatch } from './import-batches.js';
import type { ImportRow } from './import-row.js';

type Place = Pick<ImportedChange, 'row_number' | 'issue_id'>;

/**
 * The dry run of one import. Each batch is stored and rolled back in a transaction of its own, so that other
 * writers have their turn in between. There, the rows before that a batch depends on are stored once more.
 */
export class ImportRehearsal {
  readonly preview: Preview<Place> = { changes: [], more_changes: 0 };
  private readonly earlier = new EarlierRows();

  constructor(
    private readonly batches: ImportBatches,
    private readonly history: HistoryService,
  ) {}

  async store(batch: readonly ImportRow[], storing: Storing): Promise<StoredBatch> {
    const earlier = this.earlier.of(batch);
    const creators = new Map(
      earlier.creators.flatMap(({ external, rowNumber }) =>
        external ? [[externalKey(external), rowNumber]] : [],
      ),
    );
    const { result, records } = await againIfDuplicate(() =>
      this.history.rehearse(
        async () => {
          this.history.begin('import');
          const stored = await this.batches.store(batch, { ...storing, creators });
          const names = await this.batches.namesOf([...earlier.users, ...stored.created]);
          return { stored, names };
        },
        () => this.batches.repeat(earlier, storing.createUsers),
      ),
    );
    const { stored, names } = result;
    this.earlier.add(stored, storing.onExisting === 'update');
    addToPreview(this.preview, named(records, names), placesOf(stored, creators));
    return stored;
  }

  close(): void {
    this.earlier.close();
  }
}

/** An issue that the file creates has no id yet. */
function placesOf(
  { rows, rowsOfNew }: StoredBatch,
  creators: ReadonlyMap<string, number>,
): (issueId: number) => Place {
  const existing = new Map(rows.map((row) => [row.existing?.id, row]));
  return (issueId) => {
    const row = rowsOfNew.get(issueId) ?? existing.get(issueId);
    const { rowNumber = 0, external } = row ?? {};
    const isNew = rowsOfNew.has(issueId) || (external && creators.has(externalKey(external)));
    return { row_number: rowNumber, issue_id: isNew ? null : issueId };
  };
}

/** Members of details that can be the id of a user. */
const ASSIGNEES: Partial<Record<EventType, readonly string[]>> = {
  created: ['assignee_id'],
  assigned: ['from', 'to'],
};

/** A user whom the file creates has no id yet, and is shown by name. */
function named(
  records: readonly EventRecord[],
  names: ReadonlyMap<unknown, string>,
): readonly EventRecord[] {
  if (names.size === 0) return records;
  return records.map(({ details, ...record }) => {
    const ids = (ASSIGNEES[record.type] ?? []).filter((member) => names.has(details[member]));
    const shown = new Map(ids.map((member) => [member, names.get(details[member])]));
    return { ...record, details: { ...details, ...Object.fromEntries(shown) } };
  });
}
