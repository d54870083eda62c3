import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';

/** One more migration, newer than any of the program's. */
export class Sample9000000000000 implements MigrationInterface {
  name = 'Sample9000000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE sample (id integer PRIMARY KEY)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sample');
  }
}

/** Meanwhile the program has the sample migration too, in this process. */
export async function withSampleMigration(work: () => Promise<unknown>): Promise<void> {
  migrations.push(Sample9000000000000);
  try {
    await work();
  } finally {
    migrations.pop();
  }
}
