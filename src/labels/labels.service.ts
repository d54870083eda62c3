import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { nextCursorOf, positionIn } from '../common/cursor.js';
import { differs } from '../common/differs.js';
import { caseKey, compareText } from '../common/text.js';
import { isUniqueViolation } from '../database/database.errors.js';
import { isPositionOf } from '../database/keyset.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import { JsonDocument } from '../common/json-document.js';
import { toArrayDocument } from '../http/paging/page-document.js';
import type {
  CountedLabelResponse,
  CreateLabelRequest,
  ListLabelsQuery,
  UpdateLabelRequest,
} from './dto/label.dto.js';
import type { Label } from './label.entity.js';
import { DuplicateLabelError, LabelNotFoundError } from './label.errors.js';
import {
  type LabelFields,
  type LabelName,
  LabelsRepository,
  type LockedLabel,
} from './labels.repository.js';

export type { LockedLabel } from './labels.repository.js';

type Document = JsonDocument<CountedLabelResponse>;

/** A label that an issue had once. */
export interface FormerLabel extends LabelName {
  /** Whether one that was deleted is needed again. */
  readonly isNeeded: boolean;
}

const LIST = { sort: 'labels', filter: '' };

const DEFAULT_COLOR = '#ededed';

@Injectable()
export class LabelsService {
  constructor(
    private readonly labels: LabelsRepository,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** All labels as JSON, by name. */
  async showAll(): Promise<JsonDocument<CountedLabelResponse[]>> {
    return JsonDocument.list(await this.labels.findDocuments());
  }

  /** One page of the labels as JSON, by name. @throws ValidationError for the cursor */
  async showPage(query: ListLabelsQuery): Promise<JsonDocument<CountedLabelResponse[]>> {
    const { page_size, cursor } = query;
    const after = positionIn(LIST, cursor, isPositionOf(this.labels.order));
    const found = await this.labels.findPage({ after, offset: 0, limit: page_size });
    return toArrayDocument(found.documents, nextCursorOf(LIST, found.end));
  }

  /** The label as JSON. @throws LabelNotFoundError */
  async show(id: number): Promise<Document> {
    const document = await this.labels.findDocument(id);
    if (document === undefined) throw new LabelNotFoundError(id);
    return new JsonDocument(document);
  }

  /** @throws DuplicateLabelError */
  create(request: CreateLabelRequest): Promise<Document> {
    return this.unlessDuplicate(request, async () => {
      const id = await this.labels.insert(this.fields(request));
      return (await this.show(id)).ofCreated(id);
    });
  }

  /** @throws LabelNotFoundError, DuplicateLabelError */
  update(id: number, request: UpdateLabelRequest): Promise<Document> {
    const { name, color, description } = request;
    const fields: Partial<LabelFields> = {
      ...(name === undefined ? {} : { name, nameKey: caseKey(name) }),
      ...(color === undefined ? {} : { color: color.toLowerCase() }),
      ...(description === undefined ? {} : { description }),
    };
    return this.unlessDuplicate(request, async () => {
      const label = await this.lock(id);
      if (differs(label, fields)) {
        await this.labels.update(id, { ...fields, updatedAt: this.clock.now() });
      }
      return this.show(id);
    });
  }

  /** Part of a transaction: no issue can get the label until its end. @throws LabelNotFoundError */
  async lock(id: number): Promise<Label> {
    const label = await this.labels.lock(id);
    if (!label) throw new LabelNotFoundError(id);
    return label;
  }

  /** Part of a transaction that has removed the label from all issues. */
  delete(id: number): Promise<void> {
    return this.labels.delete(id);
  }

  /**
   * Part of a transaction: the labels with these names, created if missing, which `isNew` says, and locked
   * against deletion until its end.
   */
  async ensure(names: readonly string[]): Promise<LockedLabel[]> {
    const wanted = new Map(names.map((name) => [caseKey(name), name]));
    let found = await this.lockByNames(wanted);
    const created = new Set<number>();
    while (found.length < wanted.size) {
      const known = new Set(found.map(({ nameKey }) => nameKey));
      const missing = [...wanted]
        .filter(([key]) => !known.has(key))
        .sort(([a], [b]) => compareText(a, b));
      const fields = missing.map(([, name]) => this.fields({ name }));
      for (const id of await this.labels.insertMissing(fields)) created.add(id);
      // Another transaction may have deleted one meanwhile: then it is missing again.
      found = await this.lockByNames(wanted);
    }
    return found.map((label) => (created.has(label.id) ? { ...label, isNew: true } : label));
  }

  /** Part of a transaction: those of these names that exist, locked against deletion until its end. */
  find(names: readonly string[]): Promise<LockedLabel[]> {
    return this.lockByNames(new Map(names.map((name) => [caseKey(name), name])));
  }

  /**
   * Part of a transaction: each of these labels, by its former id: one that was deleted is the one of its
   * name, which is created if it is needed. Locked against deletion until the end.
   */
  async revive(
    labels: readonly FormerLabel[],
  ): Promise<ReadonlyMap<number, Omit<LockedLabel, 'nameKey'>>> {
    const former = new Map(labels.map((label) => [label.id, label]));
    const present = await this.labels.lockByIds([...former.keys()]);
    const gone = labels.filter(({ id }) => !present.has(id));
    const namesOf = (some: readonly FormerLabel[]) => some.map(({ name }) => name);
    const again = [
      ...(await this.find(namesOf(gone))),
      ...(await this.ensure(namesOf(gone.filter(({ isNeeded }) => isNeeded)))),
    ];
    const byKey = new Map(again.map((label) => [label.nameKey, label]));
    return new Map(
      [...former.values()].map((label) => {
        const found = present.has(label.id) ? undefined : byKey.get(caseKey(label.name));
        return [label.id, found ?? label];
      }),
    );
  }

  /**
   * Part of a transaction: those of these labels that are as they were created and that no other issue than
   * these has, for `deleteUnlinked`. No other issue can get one until the end; those that somebody is giving
   * to an issue or changing are left out.
   */
  async lockFree(ids: readonly number[], issueIds: readonly number[]): Promise<LabelName[]> {
    return this.labels.findFree(await this.labels.lockUnchanged(ids), issueIds);
  }

  /** Part of a transaction: deletes those of these labels that no issue has. */
  async deleteUnlinked(ids: readonly number[]): Promise<void> {
    await this.labels.deleteUnlinked(ids);
  }

  /** The labels that no issue has; soft-deleted issues count. */
  findUnused(): Promise<Label[]> {
    return this.runner.read(() => this.labels.findUnused());
  }

  /** Removes them in one transaction; returns them. */
  deleteUnused(): Promise<LabelName[]> {
    return this.runner.runAlone(() => this.labels.deleteUnused());
  }

  private async lockByNames(wanted: ReadonlyMap<string, string>): Promise<LockedLabel[]> {
    return wanted.size === 0 ? [] : this.labels.lockByKeys([...wanted.keys()]);
  }

  private fields({ name, color, description }: CreateLabelRequest): LabelFields {
    const now = this.clock.now();
    return {
      name,
      nameKey: caseKey(name),
      color: color?.toLowerCase() ?? DEFAULT_COLOR,
      description: description ?? null,
      createdAt: now,
      updatedAt: now,
    };
  }

  private async unlessDuplicate(
    { name }: UpdateLabelRequest,
    work: () => Promise<Document>,
  ): Promise<Document> {
    try {
      return await this.runner.run(work);
    } catch (error) {
      throw isUniqueViolation(error) ? new DuplicateLabelError(name ?? '') : error;
    }
  }
}
