import { Column, Entity, Index } from 'typeorm';
import { LongIdColumn } from '../database/long-id-column.js';
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

/** One change of an issue, its labels or its comments. Rows are only ever added. */
@Entity('issue_events')
@Index('issue_events_issue', ['issueId', 'id'])
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

  /** `from` and `to`, or what was added or removed. */
  @Column('simple-json')
  details!: Readonly<Record<string, unknown>>;

  /** The details with long texts cut; null when none is long. */
  @Column('simple-json', { nullable: true })
  preview!: Readonly<Record<string, unknown>> | null;

  @TimestampColumn()
  createdAt!: Date;
}
