import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { caseKey } from '../../common/text.js';
import { LabelsService } from '../../labels/labels.service.js';
import { type NewUser, UsersService } from '../../users/users.service.js';
import { IssueWriter } from '../issue-writer.js';
import { ExistingIssues, type OnExisting } from './existing-issues.js';
import type { ImportRow } from './import-row.js';

/** Rows with all of their errors, and the users that were created for them. */
export interface JudgedBatch {
  readonly rows: readonly ImportRow[];
  readonly created: readonly NewUser[];
  /** The existing issues that have changed. */
  readonly updated: number;
}

interface Creating {
  /** Whether assignees who do not exist are created. */
  readonly createUsers: boolean;
  /** Those created for the batches before, which a dry run does not find in the database. */
  readonly created: readonly NewUser[];
  readonly onExisting: OnExisting;
}

interface Named {
  /** Who was to be created. */
  readonly wanted: readonly NewUser[];
  readonly createUsers: boolean;
  /** The keys of those that an import would create. */
  readonly creatable?: ReadonlySet<string>;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Judges and stores the rows of one batch. */
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
  async store(
    batch: readonly ImportRow[],
    { createUsers, onExisting }: Creating,
  ): Promise<JudgedBatch> {
    const missing = createUsers ? await this.missing(batch) : [];
    const created = await this.users.createMissing(missing);
    const named = await this.withNamed(batch, { wanted: missing, createUsers });
    const judged = await this.withMissing(named, await this.users.lockActive(idsOf(named)));
    const rows = await this.existing.find(judged, onExisting, { lock: true });
    const valid = rows.filter(
      ({ errors, existing }) => errors.length === 0 && (!existing || onExisting === 'update'),
    );
    const names = new Map(
      valid.flatMap(({ labelNames }) => labelNames).map((name) => [caseKey(name), name]),
    );
    const labels = await this.labels.ensure([...names.values()]);
    const byKey = new Map(labels.map((label) => [label.nameKey, label]));
    // As of this transaction, whatever the dates of the file are: whoever asks for changes gets them.
    const updatedAt = this.clock.now();
    await this.writer.create(
      valid
        .filter(({ existing }) => !existing)
        .map(({ issue, assigneeId, labelNames }) => ({
          ...issue,
          assigneeId,
          updatedAt,
          labels: labelNames.flatMap((name) => byKey.get(caseKey(name)) ?? []),
        })),
    );
    const existing = valid.filter((row) => row.existing);
    return { rows, created, updated: await this.existing.update(existing, byKey) };
  }

  /** Finds the errors that `store` would, without storing anything. */
  async judge(batch: readonly ImportRow[], creating: Creating): Promise<JudgedBatch> {
    const missing = creating.createUsers ? await this.missing(batch) : [];
    const created = await this.users.findCreatable(missing, creating.created);
    const creatable = new Set([...creating.created, ...created].map(keyOf));
    const named = await this.withNamed(batch, { ...creating, wanted: missing, creatable });
    const judged = await this.withMissing(named, await this.users.findActive(idsOf(named)));
    const rows = await this.existing.find(judged, creating.onExisting, { lock: false });
    const updated = creating.onExisting === 'update' ? await this.existing.countChanges(rows) : 0;
    return { rows, created, updated };
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

  /**
   * Finds the assignees that rows name. What is missing stays an error, unless a dry run would create it.
   */
  private async withNamed(
    batch: readonly ImportRow[],
    { wanted, createUsers, creatable = NOBODY }: Named,
  ): Promise<ImportRow[]> {
    const keys = batch.flatMap(({ assignee }) => (assignee === null ? [] : keyOf(assignee)));
    const known = await this.users.findByNames([...new Set(keys)]);
    const addresses = new Map(wanted.map((user) => [keyOf(user), user.email]));
    return batch.map((row) => {
      const { assignee, errors } = row;
      if (assignee === null || creatable.has(keyOf(assignee))) return row;
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
  private async withMissing(
    rows: readonly ImportRow[],
    active: ReadonlySet<number>,
  ): Promise<ImportRow[]> {
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

const keyOf = ({ username }: { readonly username: string }): string => caseKey(username);

const idsOf = (rows: readonly ImportRow[]): number[] => [
  ...new Set(rows.flatMap(({ assigneeId }) => assigneeId ?? [])),
];
