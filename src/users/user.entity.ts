import { Column, Entity, Index, PrimaryGeneratedColumn, VersionColumn } from 'typeorm';
import { TimestampColumn } from '../database/timestamp-column.js';

@Entity('users')
@Index('users_username_key', ['usernameKey'], { unique: true })
@Index('users_email_key', ['emailKey'], { unique: true })
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  username!: string;

  /** The name in the form that is compared regardless of case. */
  @Column('text')
  usernameKey!: string;

  @Column('text')
  email!: string;

  @Column('text')
  emailKey!: string;

  @Column('text', { nullable: true })
  fullName!: string | null;

  @Column('boolean')
  active!: boolean;

  @VersionColumn()
  version!: number;

  @TimestampColumn()
  createdAt!: Date;

  @TimestampColumn()
  updatedAt!: Date;
}
