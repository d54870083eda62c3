import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The sums over twelve neighbouring buckets of each assignee's resolution times; triggers keep it. */
@Entity('resolution_blocks')
export class ResolutionBlock {
  /** 0 for nobody. */
  @PrimaryColumn('integer')
  assigneeId!: number;

  /** The bucket divided by twelve, without the rest. */
  @PrimaryColumn('integer')
  block!: number;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  issues!: number;

  @Column('bigint')
  milliseconds!: string;
}
