import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many issues there are of each kind; triggers keep it. A count is the sum over its slots. */
@Entity('issue_counts')
export class IssueCount {
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
