import { Column, Entity } from 'typeorm';
import { LongIdColumn } from '../../database/long-id-column.js';
import { TimestampColumn } from '../../database/timestamp-column.js';

/** An operation on the entire database: by whom, when, and with what result. */
@Entity('maintenance_runs')
export class MaintenanceRun {
  @LongIdColumn()
  id!: number;

  @Column('text')
  operation!: string;

  /** No foreign key: the record outlives what it is about. Null for an operator at the console. */
  @Column('integer', { nullable: true })
  actorId!: number | null;

  @Column('text')
  requestId!: string;

  /** JSON */
  @Column('text')
  result!: string;

  @TimestampColumn()
  createdAt!: Date;
}
