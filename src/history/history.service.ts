import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { noteChange, requestContext } from '../common/request-context.js';
import type { Values } from '../database/named-statement.js';
import { TransactionRunner } from '../database/transaction-runner.js';
import type { ChangeKind } from './change.entity.js';
import {
  HistoryRepository,
  type LaterEvent,
  type NewEvent,
  type StoredEvent,
} from './history.repository.js';
import type { EventType, EventUndo } from './issue-event.entity.js';

export { previewOf } from './event-preview.js';
export type { LaterEvent, StoredEvent } from './history.repository.js';

/** An event to record; the user and the request come from the request context. */
export interface EventRecord {
  readonly issueId: number;
  readonly type: EventType;
  /** The version of the issue that the event led to. */
  readonly version: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** The user of the event when there is no authenticated one, such as the author of a comment. */
  readonly namedActorId?: number | undefined;
  readonly undo?: EventUndo | undefined;
}

/** SQL for the WITH of a statement, and the values of its parameters. */
export interface StatementPart {
  readonly sql: string;
  readonly values: Values;
}

/** What a transaction records is one change. */
interface OpenChange {
  readonly kind?: ChangeKind;
  readonly reverts?: number;
  /** Undefined until there is an event. */
  id?: number | undefined;
  readonly issueIds: Set<number>;
  /** What it has recorded, for a rehearsal. */
  records?: EventRecord[];
}

/** The member of an issue that an event changed; comments are no part of its version. */
export const FIELD_OF: Partial<Record<EventType, string>> = {
  status_changed: 'status',
  assigned: 'assignee_id',
  label_added: 'labels',
  label_removed: 'labels',
  deleted: 'deleted',
  restored: 'deleted',
};

/** The change of a write of one event, or of several of one kind. */
const KIND_OF: Readonly<Record<EventType, ChangeKind>> = {
  created: 'create',
  updated: 'update',
  status_changed: 'update',
  assigned: 'update',
  label_added: 'labels',
  label_removed: 'labels',
  comment_added: 'comment',
  comment_edited: 'comment',
  comment_deleted: 'comment',
  deleted: 'delete',
  restored: 'restore',
};

@Injectable()
export class HistoryService {
  private readonly changes = new WeakMap<object, OpenChange>();

  constructor(
    private readonly events: HistoryRepository,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Part of a transaction: what it records is a change of this kind. Without this call the kind is
   * that of the first event.
   *
   * @param id of the change, when an earlier transaction has begun it
   */
  begin(
    kind: ChangeKind,
    { id, reverts }: { id?: number | undefined; reverts?: number } = {},
  ): void {
    const { records } = this.changes.get(this.runner.transactionKey) ?? {};
    this.changes.set(this.runner.transactionKey, {
      kind,
      id,
      ...(reverts === undefined ? {} : { reverts }),
      ...(records === undefined ? {} : { records }),
      issueIds: new Set(),
    });
  }

  /**
   * Runs the work, rolls it back, and returns what it would have recorded.
   *
   * @param before what has to be there for the work; it is rolled back too, and not returned
   */
  rehearse<T>(
    work: () => Promise<T>,
    before?: () => Promise<void>,
  ): Promise<{ result: T; records: readonly EventRecord[] }> {
    return this.runner.rehearse(async () => {
      await before?.();
      const records: EventRecord[] = [];
      this.changes.set(this.runner.transactionKey, { issueIds: new Set(), records });
      return { result: await work(), records };
    });
  }

  /** Part of a transaction: the id of its change; undefined when it has recorded nothing. */
  get changeId(): number | undefined {
    return this.changes.get(this.runner.transactionKey)?.id;
  }

  /** Part of the transaction of the events: adds their records, in a fixed number of statements. */
  async record(records: readonly EventRecord[]): Promise<void> {
    const [first] = records;
    if (!first) return;
    const { transactionKey } = this.runner;
    const change: OpenChange = this.changes.get(transactionKey) ?? { issueIds: new Set() };
    this.changes.set(transactionKey, change);
    const counted = change.issueIds.size;
    for (const record of records) {
      change.issueIds.add(record.issueId);
      change.records?.push(record);
    }
    const issues = change.issueIds.size - counted;
    const { actorId = null, requestId = null } = requestContext() ?? {};
    const events = records.map((record) => ({ issueId: record.issueId, ...toEvent(record) }));
    if (change.id === undefined || !(await this.events.add(change.id, issues, events))) {
      const { kind = KIND_OF[first.type], reverts = null } = change;
      const ofAll = events.every((event) => event.actorId === events[0]?.actorId);
      change.id = await this.events.insert(
        {
          createdAt: this.clock.now(),
          actorId: ofAll ? (events[0]?.actorId ?? null) : actorId,
          requestId,
          kind,
          issuesCount: change.issueIds.size,
          reverts,
        },
        events,
      );
    }
    noteChange(change.id);
  }

  /**
   * `record` of one event as part of the statement that changes its row, `issue`, in a transaction of its own.
   * Undefined where it cannot be one. The caller notes the id of the row `recorded` with `noteChange`.
   */
  partOfStatement(record: Omit<EventRecord, 'issueId'>): StatementPart | undefined {
    if (!this.runner.dialect.nestsInserts || this.runner.isInside) return undefined;
    const event = toEvent(record);
    const { actorId, requestId } = event;
    const kind = KIND_OF[record.type];
    const values = this.events.valuesOfPart(
      { createdAt: this.clock.now(), actorId, requestId, kind, issuesCount: 1, reverts: null },
      event,
    );
    return values && { sql: this.events.partOfStatement(), values };
  }

  /** How many issues a change has changed; undefined without the change. */
  countIssues(changeId: number): Promise<number | undefined> {
    return this.events.countIssues(changeId);
  }

  /**
   * Part of a transaction: ids of the issues of a change, in their order.
   *
   * @param after the last one that is known
   */
  issuesOf(changeId: number, after: number, limit: number): Promise<number[]> {
    return this.events.findIssueIds(changeId, after, limit);
  }

  /** Part of a transaction: the events of a change on these issues, with whole texts, oldest first. */
  eventsOf(changeId: number, issueIds: readonly number[]): Promise<StoredEvent[]> {
    return this.events.findOfChange(changeId, issueIds);
  }

  /** Part of a transaction: what happened to these issues after that event, oldest first. */
  eventsAfter(id: number, issueIds: readonly number[]): Promise<LaterEvent[]> {
    return this.events.findAfter(id, issueIds);
  }

  /** Part of the transaction that purges the issues. */
  forget(issueIds: readonly number[]): Promise<void> {
    return this.events.deleteOf(issueIds);
  }

  /** The members of the issue that changed after it was at `version`. */
  async changedFields(issueId: number, version: number): Promise<string[]> {
    const kinds = await this.events.findKindsAfter(issueId, version);
    const fields = kinds.map(({ eventType, field }) => field ?? FIELD_OF[eventType]);
    return [...new Set(fields.filter((field) => field !== undefined))];
  }
}

/** By the user of the request, or else the one that is named. */
function toEvent({
  type,
  version,
  at,
  namedActorId,
  undo,
  details,
}: Omit<EventRecord, 'issueId'>): Omit<NewEvent, 'issueId'> {
  const { actorId = null, requestId = null } = requestContext() ?? {};
  return {
    eventType: type,
    issueVersion: version,
    actorId: actorId ?? namedActorId ?? null,
    requestId,
    details,
    createdAt: at,
    undo: undo ?? null,
  };
}
