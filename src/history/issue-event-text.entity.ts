import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { IssueEvent } from './issue-event.entity.js';

/** The whole details of an event with a long text, beside which its row stays short. */
@Entity('issue_event_texts')
export class IssueEventText {
  @PrimaryColumn('bigint')
  eventId!: number;

  @OneToOne(() => IssueEvent, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'event_id', foreignKeyConstraintName: 'issue_event_texts_event_fk' })
  event!: Relation<IssueEvent>;

  @Column('simple-json')
  details!: Readonly<Record<string, unknown>>;
}
