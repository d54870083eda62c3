import { Injectable } from '@nestjs/common';
import { requestContext } from '../common/request-context.js';
import { HistoryRepository } from './history.repository.js';
import type { EventType } from './issue-event.entity.js';

/** A change to record; the user and the request come from the request context. */
export interface Change {
  readonly issueId: number;
  readonly type: EventType;
  /** The version of the issue that the change led to. */
  readonly version: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** The user of the change when there is no authenticated one, such as the author of a comment. */
  readonly namedActorId?: number;
}

/** The member of an issue that an event changed; comments are no part of its version. */
const FIELD_OF: Partial<Record<EventType, string>> = {
  status_changed: 'status',
  assigned: 'assignee_id',
  label_added: 'labels',
  label_removed: 'labels',
  deleted: 'deleted',
  restored: 'deleted',
};

@Injectable()
export class HistoryService {
  constructor(private readonly events: HistoryRepository) {}

  /** Part of the transaction of the changes: adds their records, in a fixed number of statements. */
  async record(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const { actorId = null, requestId = null } = requestContext() ?? {};
    await this.events.insert(
      changes.map(({ issueId, type, version, details, at, namedActorId }) => ({
        issueId,
        eventType: type,
        issueVersion: version,
        actorId: actorId ?? namedActorId ?? null,
        requestId,
        details,
        createdAt: at,
      })),
    );
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
