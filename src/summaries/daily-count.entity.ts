import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many issues were created and resolved on each day (UTC); triggers keep it. */
@Entity('daily_counts')
export class DailyCount {
  /** `2026-11-23` */
  @PrimaryColumn('text')
  day!: string;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  created!: number;

  @Column('integer')
  resolved!: number;
}
