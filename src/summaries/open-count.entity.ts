import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many more issues were open after each day (UTC) than before; triggers keep it. */
@Entity('open_counts')
export class OpenCount {
  /** `2026-11-23` */
  @PrimaryColumn('text')
  day!: string;

  @PrimaryColumn('integer')
  slot!: number;

  @Column('integer')
  change!: number;
}
