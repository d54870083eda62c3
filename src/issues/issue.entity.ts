import {
  Column,
  Entity,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
  VersionColumn,
} from 'typeorm';
import { DeletedAtColumn, TimestampColumn } from '../database/timestamp-column.js';
import { Comment } from '../comments/comment.entity.js';
import { Label } from '../labels/label.entity.js';
import { User } from '../users/user.entity.js';

export const ISSUE_STATUSES = ['open', 'in_progress', 'resolved', 'closed'] as const;
export type IssueStatus = (typeof ISSUE_STATUSES)[number];

export const ISSUE_PRIORITIES = ['low', 'medium', 'high', 'critical'] as const;
export type IssuePriority = (typeof ISSUE_PRIORITIES)[number];

/** The condition of partial indexes: lists and reports ignore deleted issues. */
const PRESENT = { where: 'deleted_at IS NULL' };

@Entity('issues')
@Index('issues_created', ['createdAt', 'id'], PRESENT)
@Index('issues_updated', ['updatedAt', 'id'], PRESENT)
@Index('issues_kind_created', ['status', 'priority', 'createdAt', 'id'], PRESENT)
// An expression index, which only the migration can define.
@Index('issues_assignee_kind_created', { synchronize: false })
@Index('issues_resolved', ['resolvedAt', 'id'], PRESENT)
@Index('issues_external', ['externalSource', 'externalId'], {
  unique: true,
  where: 'external_source IS NOT NULL AND deleted_at IS NULL',
})
export class Issue {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  title!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text')
  status!: IssueStatus;

  @Column('text')
  priority!: IssuePriority;

  @Column('integer', { nullable: true })
  assigneeId!: number | null;

  @ManyToOne(() => User, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'assignee_id', foreignKeyConstraintName: 'issues_assignee_fk' })
  assignee!: Relation<User> | null;

  @ManyToMany(() => Label, { onDelete: 'CASCADE' })
  @JoinTable({
    name: 'issue_labels',
    // TypeORM cannot describe its indexes, nor what triggers copy into it: migrations make this table.
    synchronize: false,
    joinColumn: { name: 'issue_id', foreignKeyConstraintName: 'issue_labels_issue_fk' },
    inverseJoinColumn: { name: 'label_id', foreignKeyConstraintName: 'issue_labels_label_fk' },
  })
  labels!: Relation<Label>[];

  @OneToMany(() => Comment, (comment) => comment.issue)
  comments!: Relation<Comment>[];

  /** Maintained by the transactions of comments, so that lists need not count them. */
  @Column('integer', { default: 0 })
  commentsCount!: number;

  @VersionColumn()
  version!: number;

  @TimestampColumn()
  createdAt!: Date;

  @TimestampColumn()
  updatedAt!: Date;

  @TimestampColumn({ nullable: true })
  resolvedAt!: Date | null;

  /** The tracker that the issue is from, and its id there; both or neither. */
  @Column('text', { nullable: true })
  externalSource!: string | null;

  @Column('text', { nullable: true })
  externalId!: string | null;

  @DeletedAtColumn()
  deletedAt!: Date | null;
}
