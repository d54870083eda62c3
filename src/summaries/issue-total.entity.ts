import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many issues there are of each kind, whoever they are assigned to; triggers keep it. */
@Entity('issue_totals')
export class IssueTotal {
  @PrimaryColumn('text')
  status!: string;

  @PrimaryColumn('text')
  priority!: string;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  issues!: number;
}
