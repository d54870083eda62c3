import { Column, Entity, Index } from 'typeorm';
import { LongIdColumn, LongReferenceColumn } from '../database/long-id-column.js';
import { TimestampColumn } from '../database/timestamp-column.js';

/** What a write did: from which request, or by which command. */
export const CHANGE_KINDS = [
  'create',
  'update',
  'labels',
  'comment',
  'delete',
  'restore',
  'bulk',
  'import',
  'label_deletion',
  'sample_data',
  'revert',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One write, of any number of issues; its events name it. Rows are kept when issues are purged. */
@Entity('changes')
@Index('changes_created', ['createdAt', 'id'])
@Index('changes_kind_created', ['kind', 'createdAt', 'id'])
@Index('changes_actor_created', ['actorId', 'createdAt', 'id'], { where: 'actor_id IS NOT NULL' })
@Index('changes_reverts', ['reverts', 'id'], { where: 'reverts IS NOT NULL' })
export class Change {
  @LongIdColumn()
  id!: number;

  @TimestampColumn()
  createdAt!: Date;

  @Column('integer', { nullable: true })
  actorId!: number | null;

  @Column('text', { nullable: true })
  requestId!: string | null;

  @Column('text')
  kind!: ChangeKind;

  /** Distinct issues that it changed, those that have been purged since included. */
  @Column('integer')
  issuesCount!: number;

  /** The change that this one takes back. */
  @LongReferenceColumn()
  reverts!: number | null;
}
