import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';

/** An additional migration, newer than those of the program. */
export class Sample9000000000000 implements MigrationInterface {
  name = 'Sample9000000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE sample (id integer PRIMARY KEY)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sample');
  }
}

/** During `work` the program in this process has the sample migration too. */
export async function withSampleMigration(work: () => Promise<unknown>): Promise<void> {
  migrations.push(Sample9000000000000);
  try {
    await work();
  } finally {
    migrations.pop();
  }
}
