import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What neither a restore nor a reset undoes: see `carry-over.ts`. */
@Entity('carried_over')
export class CarriedOver {
  @PrimaryColumn('text')
  kind!: 'revoked token' | 'deactivated user' | 'highest version';

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  value!: string;
}
