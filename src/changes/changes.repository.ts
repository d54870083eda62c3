import { Injectable } from '@nestjs/common';
import { largeWork } from '../common/turns.js';
import {
  documentPage,
  type DocumentRow,
  type FoundDocuments,
  keyColumn,
  keysetPage,
  keysetValues,
  orderBy,
  type Seek,
  shapeOfSeek,
  type SortKey,
  toDocuments,
} from '../database/keyset.js';
import { LongReads } from '../database/long-reads.js';
import { NamedStatement, StatementCache, type Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { ChangeKind } from '../history/change.entity.js';
import { changeEventObject, changeObject } from './dto/change.document.js';

/** The conditions of a list; undefined ones do not apply. */
export interface ChangeFilter {
  readonly kind?: ChangeKind | undefined;
  readonly actorId?: number | undefined;
  readonly issueId?: number | undefined;
  /** Inclusive. */
  readonly since?: Date | undefined;
  /** Exclusive. */
  readonly until?: Date | undefined;
}

/** Newest first. */
export const CHANGE_ORDER: readonly SortKey[] = [
  { expression: 'change.created_at', kind: 'timestamp', descending: true },
  { expression: 'change.id', kind: 'long', descending: true },
];

/** By issue, oldest first. */
export const EVENT_ORDER: readonly SortKey[] = [
  { expression: 'event.issue_id', kind: 'integer', descending: false },
  { expression: 'event.id', kind: 'long', descending: false },
];

const CONDITIONS: Readonly<Record<keyof ChangeFilter, string>> = {
  kind: 'change.kind = :kind',
  actorId: 'change.actor_id = :actorId',
  issueId:
    'change.id IN (SELECT event.change_id FROM issue_events event WHERE event.issue_id = :issueId)',
  since: 'change.created_at >= :since',
  until: 'change.created_at < :until',
};

/** Each of these has an index in the order of the list, or finds few; two together have none. */
const INDEXED = ['kind', 'actorId', 'issueId'] as const satisfies (keyof ChangeFilter)[];

@Injectable()
export class ChangesRepository {
  private readonly pages = new StatementCache();
  private one: NamedStatement | undefined;

  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  async findPage(filter: ChangeFilter, seek: Seek): Promise<FoundDocuments> {
    const { dialect, logPosition } = this.runner;
    const asked = (Object.keys(CONDITIONS) as (keyof ChangeFilter)[]).filter(
      (name) => filter[name] !== undefined,
    );
    const statement = this.pages.get(`${asked.join(' ')} ${shapeOfSeek(seek)}`, () => {
      const where = asked.map((name) => CONDITIONS[name]).join(' AND ');
      const rows = { table: 'changes', alias: 'change', document: changeObject(dialect, 'change') };
      return new NamedStatement(
        documentPage({ ...rows, logPosition, where: where || undefined }, CHANGE_ORDER, seek.after),
        dialect,
      );
    });
    const values: Values = {
      ...filter,
      since: filter.since?.toISOString(),
      until: filter.until?.toISOString(),
      ...keysetValues(seek),
    };
    const isFast = INDEXED.filter((name) => filter[name] !== undefined).length < 2;
    await largeWork.next();
    const found = isFast
      ? await this.runner.select<DocumentRow>(statement, values)
      : await this.readBeside(statement, values);
    return toDocuments(found, CHANGE_ORDER, seek.limit);
  }

  async findDocument(id: number): Promise<string | undefined> {
    const { dialect } = this.runner;
    this.one ??= new NamedStatement(
      `SELECT ${changeObject(dialect, 'change')} AS document
       FROM changes change WHERE change.id = :id`,
      dialect,
    );
    const [found] = await this.runner.selectExisting<{ document: string }>(this.one, { id });
    return found?.document;
  }

  /** One page of the events of a change, long texts cut. */
  async findEvents(id: number, seek: Seek): Promise<FoundDocuments> {
    const { dialect } = this.runner;
    const statement = this.pages.get(`events ${shapeOfSeek(seek)}`, () => {
      const from = 'FROM issue_events event WHERE event.change_id = :id';
      const page = keysetPage([{ from, keys: EVENT_ORDER }], seek.after);
      return new NamedStatement(
        `SELECT page.*, ${changeEventObject(dialect, 'event')} AS document FROM (${page}) page
         JOIN issue_events event ON event.id = page.${keyColumn(1)} ${orderBy(EVENT_ORDER, 'page.')}`,
        dialect,
      );
    });
    // A page may have 1,000 entries, each with two texts of 1,000 characters.
    await largeWork.next();
    const found = await this.runner.select<DocumentRow>(statement, { id, ...keysetValues(seek) });
    return toDocuments(found, EVENT_ORDER, seek.limit);
  }

  private async readBeside(statement: NamedStatement, values: Values): Promise<DocumentRow[]> {
    const [rows = []] = await this.longReads.queryAll<DocumentRow>([
      [statement.text, statement.bind(values)],
    ]);
    return rows;
  }
}
