import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { compareText } from '../common/text.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { LabelCount } from '../summaries/label-count.entity.js';
import { Label } from './label.entity.js';

export type LabelFields = Omit<Label, 'id' | 'version'>;
export type CountedLabel = Label & { issuesCount: number };

@Injectable()
export class LabelsRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get labels() {
    return this.runner.manager.getRepository(Label);
  }

  async findAll(): Promise<CountedLabel[]> {
    const labels = await this.labels.find();
    // Sorted here, since collations differ between databases and locales.
    labels.sort((a, b) => compareText(a.nameKey, b.nameKey));
    const counts = await this.countIssues();
    return labels.map((label) => ({ ...label, issuesCount: counts.get(label.id) ?? 0 }));
  }

  async findById(id: number): Promise<CountedLabel | null> {
    const label = await this.labels.findOneBy({ id });
    if (!label) return null;
    const counts = await this.countIssues(id);
    return { ...label, issuesCount: counts.get(id) ?? 0 };
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

  /** Removes the label from all issues; returns them, with their versions. */
  async removeFromIssues(id: number): Promise<{ issueId: number; version: number }[]> {
    const { manager, dialect } = this.runner;
    const issues = await this.runner.query<{ issueId: number; version: number }[]>(
      `SELECT issues.id AS "issueId", issues.version FROM issues
       JOIN issue_labels ON issue_labels.issue_id = issues.id
       WHERE issue_labels.label_id = ? ORDER BY issues.id
       ${dialect.forUpdate}`,
      [id],
    );
    await manager
      .createQueryBuilder()
      .delete()
      .from('issue_labels')
      .where('label_id = :id', { id })
      .execute();
    return issues;
  }

  async delete(id: number): Promise<void> {
    await this.labels.delete({ id });
  }

  /** Inserts labels whose name does not exist yet. @param fields sorted by name, to avoid deadlocks */
  async insertMissing(fields: readonly LabelFields[]): Promise<void> {
    await this.labels
      .createQueryBuilder()
      .insert()
      .values(fields.map((field) => ({ ...field, version: 1 })))
      .orIgnore()
      .updateEntity(false)
      .execute();
  }

  /** The labels with these names, locked against deletion until the end of the transaction. */
  lockByKeys(keys: readonly string[]): Promise<Label[]> {
    const query = this.labels
      .createQueryBuilder('label')
      .where({ nameKey: In([...keys]) })
      .orderBy('label.id');
    return this.runner.locked(query, 'delete').getMany();
  }

  findUnused(): Promise<Label[]> {
    return this.unused().getMany();
  }

  async deleteUnused(): Promise<number> {
    // Waits for transactions that are adding one of them to an issue; the DELETE then sees the link.
    const unused = await this.runner.locked(this.unused()).getMany();
    if (unused.length === 0) return 0;
    const { affected } = await this.runner.manager
      .createQueryBuilder()
      .delete()
      .from(Label)
      .where({ id: In(unused.map(({ id }) => id)) })
      .andWhere('NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = labels.id)')
      .execute();
    return affected ?? 0;
  }

  private unused() {
    return this.labels
      .createQueryBuilder('label')
      .where('NOT EXISTS (SELECT 1 FROM issue_labels link WHERE link.label_id = label.id)')
      .orderBy('label.id');
  }

  private async countIssues(id?: number): Promise<Map<number, number>> {
    const query = this.runner.manager
      .createQueryBuilder(LabelCount, 'counted')
      .select('counted.label_id', 'id')
      .addSelect('SUM(counted.issues)', 'count')
      .groupBy('counted.label_id');
    if (id !== undefined) query.where('counted.label_id = :id', { id });
    const rows = await query.getRawMany<{ id: number; count: number | string }>();
    return new Map(rows.map((row) => [row.id, Number(row.count)]));
  }
}
