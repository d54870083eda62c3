import { Column, Entity, Index } from 'typeorm';
import { LongIdColumn } from '../database/long-id-column.js';
import { TimestampColumn } from '../database/timestamp-column.js';

@Entity('idempotency_keys')
@Index('idempotency_keys_key', ['actor', 'key'], { unique: true })
@Index('idempotency_keys_created', ['createdAt'])
export class IdempotencyKey {
  @LongIdColumn()
  id!: number;

  /** Whose key it is: the id of a user, 0 for anonymous callers. */
  @Column('integer')
  actor!: number;

  @Column('text')
  key!: string;

  /** Hash of the request that the key was first sent with. */
  @Column('text')
  fingerprint!: string;

  /** The stored response, as JSON; null until the request has succeeded. */
  @Column('text', { nullable: true })
  answer!: string | null;

  /** The process that works on a long request, while it does. */
  @Column('text', { nullable: true })
  owner!: string | null;

  /** When another request may take the lease over. */
  @TimestampColumn({ nullable: true })
  leaseUntil!: Date | null;

  /** The progress of a long request, as JSON. */
  @Column('text', { nullable: true })
  progress!: string | null;

  @TimestampColumn()
  createdAt!: Date;
}
