import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** TypeORM does not type its pool. */
export const poolOf = ({ driver }: DataSource): Pool =>
  (driver as unknown as { master: Pool }).master;
