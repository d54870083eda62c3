import { Column, Entity, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { TimestampColumn } from '../database/timestamp-column.js';

@Entity('labels')
@Index('labels_name_key', ['nameKey'], { unique: true })
export class Label {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  name!: string;

  /** The name in the form that is compared regardless of case. */
  @Column('text')
  nameKey!: string;

  /** `#rrggbb` */
  @Column('text')
  color!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @VersionColumn()
  version!: number;

  @TimestampColumn()
  createdAt!: Date;

  @TimestampColumn()
  updatedAt!: Date;
}
