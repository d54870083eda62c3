import { caseKey } from '../../common/text.js';
import { Scratch } from '../../database/scratch.js';
import type { NewUser } from '../../users/users.service.js';
import { DryRunTooLargeError } from '../issue.errors.js';
import { externalKey } from './existing-issues.js';
import type { StoredBatch } from './import-batches.js';
import type { ImportRow } from './import-row.js';

/** Characters of titles and descriptions that a dry run stores more than once: a small row can need large ones. */
export const MAX_REPEATED_CHARACTERS = 100_000_000;

/** What rows of a file have done to the issue with one external id. */
interface EarlierIssue {
  /** The row that created it; absent for an issue that was there before. */
  readonly creator?: ImportRow;
  /** All rows that updated it, as one. */
  readonly update?: ImportRow;
}

/** What a batch finds of the batches before it. */
export interface Earlier {
  readonly users: readonly NewUser[];
  /** Names, as they were first written. */
  readonly labels: readonly string[];
  readonly creators: readonly ImportRow[];
  readonly updates: readonly ImportRow[];
}

/**
 * What a dry run has rolled back and later rows of the file may find: issues by their external ids, labels
 * and users. On disk, since a file may have any number of them.
 */
export class EarlierRows {
  private readonly kept = new Scratch();
  private repeatedCharacters = 0;

  /** @throws DryRunTooLargeError */
  of(batch: readonly ImportRow[]): Earlier {
    const issues = batch.flatMap(({ external, errors }) =>
      external && errors.length === 0 ? (this.issue(external) ?? []) : [],
    );
    const creators = issues.flatMap(({ creator }) => creator ?? []);
    const updates = issues.flatMap(({ update }) => update ?? []);
    this.repeatedCharacters += charactersIn(creators) + charactersIn(updates);
    if (this.repeatedCharacters > MAX_REPEATED_CHARACTERS) {
      throw new DryRunTooLargeError(MAX_REPEATED_CHARACTERS);
    }
    const rows = [...batch, ...creators, ...updates];
    const keys = rows.flatMap(({ labelNames, assignee }) => [
      ...labelNames.map(labelKey),
      ...(assignee ? userKeys(assignee) : []),
    ]);
    const found = [...new Set(keys)].flatMap((key) => this.kept.get(key) ?? []);
    return {
      users: found.filter((value) => typeof value === 'object') as NewUser[],
      labels: found.filter((value) => typeof value === 'string'),
      creators,
      updates,
    };
  }

  /** @param updates whether rows of existing issues were stored */
  add({ rows, created, labels, rowsOfNew }: StoredBatch, updates: boolean): void {
    for (const user of created) for (const key of userKeys(user)) this.kept.set(key, user);
    for (const { name } of labels) this.addLabel(name);
    for (const row of rowsOfNew.values()) {
      if (row.external) this.kept.set(issueKey(row.external), { creator: asRead(row) });
    }
    if (updates) for (const row of rows) if (row.existing) this.addUpdate(row);
  }

  close(): void {
    this.kept.close();
  }

  private addLabel(name: string): void {
    if (this.kept.get(labelKey(name)) === undefined) this.kept.set(labelKey(name), name);
  }

  private addUpdate(row: ImportRow): void {
    if (!row.external) return;
    const before = this.issue(row.external);
    const update = before?.update ? merged(before.update, asRead(row)) : asRead(row);
    this.kept.set(issueKey(row.external), { ...before, update });
  }

  private issue(external: NonNullable<ImportRow['external']>): EarlierIssue | undefined {
    return this.kept.get(issueKey(external)) as EarlierIssue | undefined;
  }
}

/** The row as it was before it was looked up: who was found by name may have another id the next time. */
const asRead = (row: ImportRow): ImportRow => ({
  ...row,
  assigneeId: row.assignee ? null : row.assigneeId,
  existing: undefined,
  fingerprint: '',
  // A plain object can be stored.
  fields: { ...row.fields },
});

/** The row that does what two updates do, one after the other: blank cells keep what there is. */
function merged(first: ImportRow, second: ImportRow): ImportRow {
  const given = Object.entries(second.fields).filter(([, value]) => value !== undefined);
  const { assigneeId, assignee } = (second.assigneeId ?? second.assignee) ? second : first;
  return {
    ...second,
    fields: { ...first.fields, ...Object.fromEntries(given) },
    assigneeId,
    assignee,
    labelNames: second.labelNames.length > 0 ? second.labelNames : first.labelNames,
  };
}

const charactersIn = (rows: readonly ImportRow[]): number =>
  rows.reduce((sum, { issue, fields }) => {
    const { title, description } = { ...issue, ...fields };
    return sum + title.length + (description?.length ?? 0);
  }, 0);

const issueKey = (external: NonNullable<ImportRow['external']>): string =>
  `issue ${externalKey(external)}`;
const labelKey = (name: string): string => `label ${caseKey(name)}`;
const userKeys = ({ username, email }: NewUser): string[] => [
  `user ${caseKey(username)}`,
  `address ${caseKey(email)}`,
];
