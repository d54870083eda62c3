import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many issues of each kind have a label; triggers keep it. A count is the sum over its slots. */
@Entity('label_counts')
export class LabelCount {
  @PrimaryColumn('integer')
  labelId!: number;

  @PrimaryColumn('text')
  status!: string;

  @PrimaryColumn('text')
  priority!: string;

  /** 0 for nobody. */
  @PrimaryColumn('integer')
  assigneeId!: number;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  issues!: number;
}
