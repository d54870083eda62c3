import { Column, Entity, Index } from 'typeorm';
import { LongIdColumn, LongReferenceColumn } from '../database/long-id-column.js';
import { TimestampColumn } from '../database/timestamp-column.js';

export const EVENT_TYPES = [
  'created',
  'updated',
  'status_changed',
  'assigned',
  'label_added',
  'label_removed',
  'comment_added',
  'comment_edited',
  'comment_deleted',
  'deleted',
  'restored',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Times are ISO 8601 text. */
export interface EventUndo {
  /** When the issue had been resolved, before an event `status_changed`. */
  readonly resolved_at?: string;
  /** Of an event `label_added` whose change has created the label. */
  readonly new_label?: true;
  /** The comment of an event `comment_deleted`, besides its text. */
  readonly author_id?: number;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** One change of an issue, its labels or its comments. Rows are only ever added. */
@Entity('issue_events')
@Index('issue_events_issue', ['issueId', 'id'])
@Index('issue_events_change', ['changeId', 'issueId', 'id'], { where: 'change_id IS NOT NULL' })
// An expression index, which only the migration can define: the issues of a creator.
@Index('issue_events_created', { synchronize: false })
export class IssueEvent {
  @LongIdColumn()
  id!: number;

  @Column('integer')
  issueId!: number;

  @Column('text')
  eventType!: EventType;

  /** The version of the issue that the change led to; for events of comments, the version at that time. */
  @Column('integer')
  issueVersion!: number;

  @Column('integer', { nullable: true })
  actorId!: number | null;

  @Column('text', { nullable: true })
  requestId!: string | null;

  /** `from` and `to`, or what was added or removed; long texts cut, and whole in `issue_event_texts`. */
  @Column('simple-json')
  details!: Readonly<Record<string, unknown>>;

  /** Rows of an earlier release with a long text: the cut details, while `details` is whole. */
  @Column('simple-json', { nullable: true })
  preview!: Readonly<Record<string, unknown>> | null;

  @TimestampColumn()
  createdAt!: Date;

  /** The change that it is part of; null for events from before changes were recorded. */
  @LongReferenceColumn()
  changeId!: number | null;

  /** What taking it back needs besides the details; null when that is all. */
  @Column('simple-json', { nullable: true })
  undo!: EventUndo | null;
}
