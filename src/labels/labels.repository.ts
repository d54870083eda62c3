import { Injectable } from '@nestjs/common';
import { largeWork } from '../common/turns.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { Dialect } from '../database/dialect.js';
import {
  documentPage,
  type DocumentRow,
  type FoundDocuments,
  keysetValues,
  type Seek,
  shapeOfSeek,
  type SortKey,
  toDocuments,
} from '../database/keyset.js';
import { NamedStatement, StatementCache } from '../database/named-statement.js';
import { countedLabelFields } from './dto/label.document.js';
import { Label } from './label.entity.js';

export type LabelFields = Omit<Label, 'id' | 'version'>;
export type LabelName = Pick<Label, 'id' | 'name'>;
export type LockedLabel = Pick<Label, 'id' | 'name' | 'nameKey'> & {
  /** Whether this transaction has created it. */
  readonly isNew?: boolean;
};

const INSERTED = [
  'name',
  'nameKey',
  'color',
  'description',
  'version',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Omit<Label, 'id'>)[];

@Injectable()
export class LabelsRepository {
  private readonly pages = new StatementCache();
  private all: NamedStatement | undefined;
  private one: NamedStatement | undefined;
  private locking: NamedStatement | undefined;
  private lockingIds: NamedStatement | undefined;
  private deleting: NamedStatement | undefined;
  private lockingUnchanged: NamedStatement | undefined;
  private free: NamedStatement | undefined;

  constructor(private readonly runner: TransactionRunner) {}

  private get labels() {
    return this.runner.manager.getRepository(Label);
  }

  /** By name. */
  get order(): readonly SortKey[] {
    const name = this.runner.dialect.inByteOrder('label.name_key');
    return [
      { expression: name, kind: 'text', descending: false },
      { expression: 'label.id', kind: 'integer', descending: false },
    ];
  }

  /** JSON texts of all labels, by name. */
  async findDocuments(): Promise<string[]> {
    const { dialect } = this.runner;
    this.all ??= new NamedStatement(
      `${selectLabel(dialect)} ORDER BY ${dialect.inByteOrder('label.name_key')}`,
      dialect,
    );
    const rows = await this.runner.select<{ document: string }>(this.all);
    return rows.map(({ document }) => document);
  }

  /** One page of the same. */
  async findPage(seek: Seek): Promise<FoundDocuments> {
    const { dialect } = this.runner;
    const statement = this.pages.get(shapeOfSeek(seek), () => {
      const { logPosition } = this.runner;
      const rows = {
        table: 'labels',
        alias: 'label',
        logPosition,
        document: labelDocument(dialect),
      };
      return new NamedStatement(documentPage(rows, this.order, seek.after), dialect);
    });
    // A page may have 1,000 labels, each with a text of 1,000 characters.
    await largeWork.next();
    const found = await this.runner.select<DocumentRow>(statement, keysetValues(seek));
    return toDocuments(found, this.order, seek.limit);
  }

  async findDocument(id: number): Promise<string | undefined> {
    const { dialect } = this.runner;
    this.one ??= new NamedStatement(`${selectLabel(dialect)} WHERE label.id = :id`, dialect);
    const [found] = await this.runner.selectExisting<{ document: string }>(this.one, { id });
    return found?.document;
  }

  async insert(fields: LabelFields): Promise<number> {
    const { identifiers } = await this.labels.insert({ ...fields, version: 1 });
    return (identifiers[0] as { id: number }).id;
  }

  async update(id: number, fields: Partial<LabelFields>): Promise<void> {
    await this.labels.update({ id }, fields);
  }

  /** Locks the label: no issue can be linked to it until the end of this transaction. */
  lock(id: number): Promise<Label | null> {
    return this.runner.locked(this.labels.createQueryBuilder('label').where({ id })).getOne();
  }

  async delete(id: number): Promise<void> {
    await this.labels.delete({ id });
  }

  /**
   * Inserts labels whose name does not exist yet; returns the ids of those.
   *
   * @param fields sorted by name, to avoid deadlocks
   */
  insertMissing(fields: readonly LabelFields[]): Promise<number[]> {
    const rows = fields.map((field) => ({ ...field, version: 1 }));
    return this.runner.insertMissingRows<Omit<Label, 'id'>>('labels', INSERTED, rows);
  }

  /** The labels with these names, locked against deletion until the end of the transaction. */
  lockByKeys(keys: readonly string[]): Promise<LockedLabel[]> {
    const { dialect } = this.runner;
    this.locking ??= new NamedStatement(
      `SELECT id, name, name_key AS "nameKey" FROM labels
       WHERE ${dialect.isOneOf('name_key', ':keys', 'text')}
       ORDER BY id ${dialect.lockClauses.delete}`,
      dialect,
    );
    return this.runner.select<LockedLabel>(this.locking, { keys: dialect.list(keys) });
  }

  /** Which of these labels there are, locked against deletion until the end of the transaction. */
  async lockByIds(ids: readonly number[]): Promise<Set<number>> {
    const { dialect } = this.runner;
    this.lockingIds ??= new NamedStatement(
      `SELECT id FROM labels WHERE ${dialect.isOneOf('id', ':ids', 'integer')}
       ORDER BY id ${dialect.lockClauses.delete}`,
      dialect,
    );
    const values = { ids: dialect.list(ids) };
    const rows = await this.runner.select<{ id: number }>(this.lockingIds, values);
    return new Set(rows.map(({ id }) => id));
  }

  findUnused(): Promise<Label[]> {
    return this.unused().getMany();
  }

  async deleteUnused(): Promise<LabelName[]> {
    // Waits for transactions that are adding one of them to an issue; the DELETE then sees the link.
    const unused = await this.runner.locked(this.unused()).getMany();
    const deleted = await this.deleteUnlinked(unused.map(({ id }) => id));
    return deleted.sort((a, b) => a.id - b.id);
  }

  /**
   * Those of these labels that nobody has changed, locked until the end of the transaction. Who holds a
   * lock of one is giving it to an issue, or changing it: it is left out, so that nobody waits for the other.
   */
  async lockUnchanged(ids: readonly number[]): Promise<number[]> {
    const { dialect } = this.runner;
    this.lockingUnchanged ??= new NamedStatement(
      `SELECT id FROM labels WHERE ${dialect.isOneOf('id', ':ids', 'integer')} AND version = 1
       ORDER BY id ${dialect.skipLocked}`,
      dialect,
    );
    const values = { ids: dialect.list(ids) };
    const rows = await this.runner.select<{ id: number }>(this.lockingUnchanged, values);
    return rows.map(({ id }) => id);
  }

  /** Those of these labels, whose locks are held, that no other issue than these has. */
  findFree(ids: readonly number[], issueIds: readonly number[]): Promise<LabelName[]> {
    const { dialect } = this.runner;
    this.free ??= new NamedStatement(
      `SELECT id, name FROM labels WHERE ${dialect.isOneOf('id', ':ids', 'integer')}
         AND NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = labels.id
           AND link.issue_id NOT IN
             (SELECT CAST(value AS integer) FROM ${dialect.jsonElements(':issueIds')}))
       ORDER BY id`,
      dialect,
    );
    const values = { ids: dialect.list(ids), issueIds: JSON.stringify(issueIds) };
    return this.runner.select<LabelName>(this.free, values);
  }

  /** Deletes those of these labels that no issue has; returns them. */
  deleteUnlinked(ids: readonly number[]): Promise<LabelName[]> {
    const { dialect } = this.runner;
    this.deleting ??= new NamedStatement(
      `DELETE FROM labels WHERE ${dialect.isOneOf('id', ':ids', 'integer')}
         AND NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = labels.id)
       RETURNING id, name`,
      dialect,
    );
    return this.runner.select<LabelName>(this.deleting, { ids: dialect.list(ids) });
  }

  private unused() {
    return this.labels
      .createQueryBuilder('label')
      .where('NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = label.id)')
      .orderBy('label.id');
  }
}

const labelDocument = (dialect: Dialect): string =>
  dialect.jsonText(dialect.jsonObject(countedLabelFields(dialect, 'label')));

const selectLabel = (dialect: Dialect): string =>
  `SELECT ${labelDocument(dialect)} AS document FROM labels label`;
