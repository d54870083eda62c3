import { Injectable } from '@nestjs/common';
import { caseKey } from '../../common/text.js';
import type { LockedLabel } from '../../labels/labels.service.js';
import { BulkIssueWriter } from '../bulk-issue-writer.service.js';
import { differences } from '../issue-fields.js';
import { changesAnything, type IssueEdit, labelDifferences } from '../issue-edits.js';
import { IssuesRepository, type LabelName } from '../issues.repository.js';
import type { ImportRow } from './import-row.js';

/** What an import does with a row whose external id an issue has already. */
export const ON_EXISTING = ['error', 'skip', 'update'] as const;
export type OnExisting = (typeof ON_EXISTING)[number];

/** Rows of a batch whose issues exist by their external ids. */
@Injectable()
export class ExistingIssues {
  constructor(
    private readonly issues: IssuesRepository,
    private readonly writer: BulkIssueWriter,
  ) {}

  /**
   * The rows with the issues that they mean.
   *
   * @param lock whether the issues are locked until the end of the transaction
   */
  async find(
    rows: readonly ImportRow[],
    onExisting: OnExisting,
    { lock }: { readonly lock: boolean },
  ): Promise<ImportRow[]> {
    const externals = rows.flatMap(({ external, errors }) =>
      external && errors.length === 0 ? external : [],
    );
    const found = await this.issues.findExternals(externals, { lock });
    if (found.size === 0) return [...rows];
    return rows.map((row) => {
      const { external, errors } = row;
      const existing = external && errors.length === 0 ? found.get(externalKey(external)) : null;
      if (!existing) return row;
      if (onExisting !== 'error') return { ...row, existing };
      return { ...row, errors: [`external_id: issue ${String(existing.id)} has it already`] };
    });
  }

  /**
   * Part of a transaction that holds the locks: updates the issues of these rows; what is blank in a row
   * stays. Returns how many have changed.
   */
  async update(
    rows: readonly ImportRow[],
    labels: ReadonlyMap<string, LockedLabel>,
  ): Promise<number> {
    const edits = await this.editsOf(rows, (name) => labels.get(caseKey(name)));
    return (await this.writer.apply(edits)).length;
  }

  /** How many issues `update` would change. */
  async countChanges(rows: readonly ImportRow[]): Promise<number> {
    // A label that does not exist yet is one that the issue does not have.
    const edits = await this.editsOf(rows, (name, known) => known ?? { id: 0, name });
    return edits.filter(changesAnything).length;
  }

  private async editsOf(
    rows: readonly ImportRow[],
    labelOf: (name: string, known: LabelName | undefined) => LabelName | undefined,
  ): Promise<IssueEdit[]> {
    const ids = rows.flatMap(({ existing }) => existing?.id ?? []);
    const labels = ids.length === 0 ? new Map() : await this.issues.findLabelsOf(ids);
    return rows.flatMap(({ existing: issue, fields, assigneeId, labelNames }) => {
      if (!issue) return [];
      const before = (labels.get(issue.id) ?? []) as readonly LabelName[];
      const known = new Map(before.map((label) => [caseKey(label.name), label]));
      const after = labelNames.flatMap((name) => labelOf(name, known.get(caseKey(name))) ?? []);
      return {
        issue,
        change: differences(issue, { ...fields, assignee_id: assigneeId ?? undefined }),
        ...labelDifferences(before, labelNames.length > 0 ? after : before),
      };
    });
  }
}

/** Equal for equal external ids. */
export const externalKey = ({ source, id }: { readonly source: string; readonly id: string }) =>
  `${source} ${id}`;
