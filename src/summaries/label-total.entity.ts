import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many issues of each kind have a label, whoever they are assigned to; triggers keep it. */
@Entity('label_totals')
export class LabelTotal {
  @PrimaryColumn('integer')
  labelId!: number;

  @PrimaryColumn('text')
  status!: string;

  @PrimaryColumn('text')
  priority!: string;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  issues!: number;
}
