import { Injectable } from '@nestjs/common';
import { caseKey } from '../../common/text.js';
import type { LockedLabel } from '../../labels/labels.service.js';
import { BulkIssueWriter } from '../bulk-issue-writer.service.js';
import { differences } from '../issue-fields.js';
import { labelDifferences } from '../issue-edits.js';
import { IssuesRepository } from '../issues.repository.js';
import type { Storing } from './import-batches.js';
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

  /** Part of a transaction: the rows with the issues that they mean, which are locked until its end. */
  async find(
    rows: readonly ImportRow[],
    { onExisting, creators }: Pick<Storing, 'onExisting' | 'creators'>,
  ): Promise<ImportRow[]> {
    const externals = rows.flatMap(({ external, errors }) =>
      external && errors.length === 0 ? external : [],
    );
    const found = await this.issues.lockExternals(externals);
    if (found.size === 0) return [...rows];
    return rows.map((row) => {
      const { external, errors } = row;
      if (!external || errors.length > 0) return row;
      const key = externalKey(external);
      const existing = found.get(key);
      if (!existing) return row;
      if (onExisting !== 'error') return { ...row, existing };
      const creator = creators?.get(key);
      const owner =
        creator === undefined ? `issue ${String(existing.id)}` : `row ${String(creator)}`;
      return { ...row, errors: [`external_id: ${owner} has it already`] };
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
    const ids = rows.flatMap(({ existing }) => existing?.id ?? []);
    if (ids.length === 0) return 0;
    const present = await this.issues.findLabelsOf(ids);
    const edits = rows.flatMap(({ existing: issue, fields, assigneeId, labelNames }) => {
      if (!issue) return [];
      const before = present.get(issue.id) ?? [];
      const after = labelNames.flatMap((name) => labels.get(caseKey(name)) ?? []);
      return {
        issue,
        change: differences(issue, { ...fields, assignee_id: assigneeId ?? undefined }),
        ...labelDifferences(before, labelNames.length > 0 ? after : before),
      };
    });
    return (await this.writer.apply(edits)).length;
  }
}

/** Equal for equal external ids. */
export const externalKey = ({ source, id }: { readonly source: string; readonly id: string }) =>
  `${source} ${id}`;
