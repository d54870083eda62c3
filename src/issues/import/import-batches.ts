import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { caseKey } from '../../common/text.js';
import { LabelsService, type LockedLabel } from '../../labels/labels.service.js';
import { type NewUser, UsersService } from '../../users/users.service.js';
import { IssueWriter } from '../issue-writer.js';
import type { Earlier } from './earlier-rows.js';
import { ExistingIssues, type OnExisting } from './existing-issues.js';
import type { ImportRow } from './import-row.js';

/** Rows with all of their errors, and what was done for them. */
export interface StoredBatch {
  readonly rows: readonly ImportRow[];
  /** The users that did not exist. */
  readonly created: readonly NewUser[];
  /** The existing issues that have changed. */
  readonly updated: number;
  /** The labels of the rows that were stored. */
  readonly labels: readonly LockedLabel[];
  /** The rows of the new issues, by their ids. */
  readonly rowsOfNew: ReadonlyMap<number, ImportRow>;
}

/** How the rows of an import are stored. */
export interface Storing {
  /** Whether assignees who do not exist are created. */
  readonly createUsers: boolean;
  readonly onExisting: OnExisting;
  /** In a dry run: the rows before the batch that would create issues, by their external ids. */
  readonly creators?: ReadonlyMap<string, number>;
}

/** Stores the rows of one batch. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly writer: IssueWriter,
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly existing: ExistingIssues,
    private readonly clock: Clock,
  ) {}

  /** Part of a transaction: stores the valid rows; returns all with their errors. */
  async store(batch: readonly ImportRow[], storing: Storing): Promise<StoredBatch> {
    const { createUsers, onExisting } = storing;
    const missing = createUsers ? await this.missing(batch) : [];
    const created = await this.users.createMissing(missing);
    const named = await this.withNamed(batch, missing, createUsers);
    const judged = await this.withMissing(named);
    const rows = await this.existing.find(judged, storing);
    const valid = rows.filter((row) => isStored(row, onExisting));
    const isNew = valid.filter(({ existing }) => !existing);
    const names = new Map(
      valid.flatMap(({ labelNames }) => labelNames).map((name) => [caseKey(name), name]),
    );
    const labels = await this.labels.ensure([...names.values()]);
    const byKey = new Map(labels.map((label) => [label.nameKey, label]));
    // As of this transaction, whatever the dates of the file are: whoever asks for changes gets them.
    const updatedAt = this.clock.now();
    const ids = await this.writer.create(
      isNew.map(({ issue, assigneeId, labelNames }) => ({
        ...issue,
        assigneeId,
        updatedAt,
        labels: labelNames.flatMap((name) => byKey.get(caseKey(name)) ?? []),
      })),
    );
    const existing = valid.filter((row) => row.existing);
    const updated = await this.existing.update(existing, byKey);
    const rowsOfNew = new Map(isNew.map((row, index) => [ids[index] ?? 0, row]));
    return { rows, created, updated, labels, rowsOfNew };
  }

  /** Part of a transaction that is rolled back: does again what the batches before have done. */
  async repeat({ users, labels, creators, updates }: Earlier, createUsers: boolean): Promise<void> {
    await this.users.createMissing(users);
    await this.labels.ensure(labels);
    for (const rows of [creators, updates]) {
      await this.store(rows, { createUsers, onExisting: 'update' });
    }
  }

  /** Part of a transaction: the names of these users by their ids. */
  async namesOf(users: readonly NewUser[]): Promise<Map<number, string>> {
    const names = new Map(users.map((user) => [keyOf(user), user.username]));
    const ids = await this.users.findByNames([...names.keys()]);
    return new Map([...ids].map(([key, id]) => [id, names.get(key) ?? '']));
  }

  /** The assignees of the rows without another error who do not exist. */
  private async missing(batch: readonly ImportRow[]): Promise<NewUser[]> {
    const wanted = new Map<string, NewUser>();
    for (const { assignee, errors } of batch) {
      if (assignee === null || errors.length > 0) continue;
      if (!wanted.has(keyOf(assignee))) wanted.set(keyOf(assignee), assignee);
    }
    const known = await this.users.findByNames([...wanted.keys()]);
    return [...wanted].filter(([key]) => !known.has(key)).map(([, user]) => user);
  }

  /** Finds the assignees that rows name; what is missing stays an error. @param wanted who was to be created */
  private async withNamed(
    batch: readonly ImportRow[],
    wanted: readonly NewUser[],
    createUsers: boolean,
  ): Promise<ImportRow[]> {
    const keys = batch.flatMap(({ assignee }) => (assignee === null ? [] : keyOf(assignee)));
    const known = await this.users.findByNames([...new Set(keys)]);
    const addresses = new Map(wanted.map((user) => [keyOf(user), user.email]));
    return batch.map((row) => {
      const { assignee, errors } = row;
      if (assignee === null) return row;
      const id = known.get(keyOf(assignee));
      if (id !== undefined) return { ...row, assigneeId: id };
      // Without its other errors, the user would have been created.
      if (createUsers && errors.length > 0) return row;
      const address = addresses.get(keyOf(assignee));
      const error =
        address === undefined
          ? `no user ${assignee.username}`
          : `the e-mail address ${address} for ${assignee.username} is taken`;
      return { ...row, errors: [...errors, `assignee: ${error}`] };
    });
  }

  /** Adds the errors that only the database knows: assignees who do not exist or are deactivated. */
  private async withMissing(rows: readonly ImportRow[]): Promise<ImportRow[]> {
    const active = await this.users.lockActive(idsOf(rows));
    const missing = idsOf(rows).filter((id) => !active.has(id));
    const inactive = missing.length > 0 ? await this.users.findByIds(missing) : new Map();
    return rows.map((row) => {
      const { assigneeId: id, assignee, errors } = row;
      if (id === null || active.has(id)) return row;
      const [column, user] =
        assignee === null ? ['assignee_id', String(id)] : ['assignee', assignee.username];
      const error = inactive.has(id) ? `user ${user} is deactivated` : `no user ${user}`;
      return { ...row, errors: [...errors, `${column}: ${error}`] };
    });
  }
}

/** Whether the row is stored; one that is skipped is not. */
export const isStored = ({ errors, existing }: ImportRow, onExisting: OnExisting): boolean =>
  errors.length === 0 && (!existing || onExisting === 'update');

const keyOf = ({ username }: { readonly username: string }): string => caseKey(username);

const idsOf = (rows: readonly ImportRow[]): number[] => [
  ...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? [])),
];
