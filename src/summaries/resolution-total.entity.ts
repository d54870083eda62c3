import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many issues of each assignee are resolved, and how long that took; triggers keep it. */
@Entity('resolution_totals')
export class ResolutionTotal {
  /** 0 for nobody. */
  @PrimaryColumn('integer')
  assigneeId!: number;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  issues!: number;

  /** The sum of all times. */
  @Column('bigint')
  milliseconds!: string;
}
