import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
  VersionColumn,
} from 'typeorm';
import { TimestampColumn } from '../database/timestamp-column.js';
import { Issue } from '../issues/issue.entity.js';
import { User } from '../users/user.entity.js';

@Entity('comments')
@Index('comments_issue_created', ['issueId', 'createdAt', 'id'])
@Index('comments_author', ['authorId'])
export class Comment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  issueId!: number;

  @ManyToOne(() => Issue, (issue) => issue.comments, {
    onDelete: 'CASCADE',
    nullable: false,
    deferrable: 'INITIALLY IMMEDIATE',
  })
  @JoinColumn({ name: 'issue_id', foreignKeyConstraintName: 'comments_issue_fk' })
  issue!: Relation<Issue>;

  @Column('integer')
  authorId!: number;

  @ManyToOne(() => User, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'author_id', foreignKeyConstraintName: 'comments_author_fk' })
  author!: Relation<User>;

  @Column('text')
  body!: string;

  @VersionColumn()
  version!: number;

  @TimestampColumn()
  createdAt!: Date;

  @TimestampColumn()
  updatedAt!: Date;
}
