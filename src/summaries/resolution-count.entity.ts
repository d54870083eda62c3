import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A histogram of the times to resolution of each assignee; triggers keep it. */
@Entity('resolution_counts')
export class ResolutionCount {
  /** 0 for nobody. */
  @PrimaryColumn('integer')
  assigneeId!: number;

  /** 0 for no time at all, else 1 + the logarithm of the milliseconds to the base 1.04. */
  @PrimaryColumn('integer')
  bucket!: number;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  issues!: number;

  /** The sum of all times in this bucket. */
  @Column('bigint')
  milliseconds!: string;
}
