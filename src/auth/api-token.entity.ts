import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { Scope } from '../common/scopes.js';
import { TimestampColumn } from '../database/timestamp-column.js';
import { User } from '../users/user.entity.js';

@Entity('api_tokens')
@Index('api_tokens_hash', ['tokenHash'], { unique: true })
@Index('api_tokens_user', ['userId'])
export class ApiToken {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('integer')
  userId!: number;

  @ManyToOne(() => User, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'api_tokens_user_fk' })
  user!: Relation<User>;

  /** SHA-256 in hexadecimal; the token itself is not stored. */
  @Column('text')
  tokenHash!: string;

  @Column('text')
  scope!: Scope;

  @TimestampColumn()
  createdAt!: Date;

  @TimestampColumn({ nullable: true })
  expiresAt!: Date | null;

  @TimestampColumn({ nullable: true })
  revokedAt!: Date | null;

  @TimestampColumn({ nullable: true })
  lastUsedAt!: Date | null;
}
