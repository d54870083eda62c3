import { Column, Entity, PrimaryColumn } from 'typeorm';

/** By how much each issue was more or less open after a day (UTC); triggers keep it. */
@Entity('issue_openings')
export class IssueOpening {
  /** No foreign key: it outlives a purge of the issue, because past days do not change. */
  @PrimaryColumn('integer')
  issueId!: number;

  /** `2026-11-23` */
  @PrimaryColumn('text')
  day!: string;

  /** 1 for opened, -1 for resolved, closed or deleted, 0 for both. */
  @Column('integer')
  change!: number;
}
