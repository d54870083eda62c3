import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { addColumn, briefly, createIndex, dialectOf, inBatches } from '../../migrations/online.js';

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

const FILL = 'UPDATE issues SET sample = upper(title)';

const TRIGGERS = {
  sqlite: [
    'DROP TRIGGER IF EXISTS sample',
    `CREATE TRIGGER sample AFTER INSERT ON issues BEGIN
       ${FILL} WHERE id = new.id;
     END`,
  ],
  postgres: [
    `CREATE OR REPLACE FUNCTION sample() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN NEW.sample = upper(NEW.title); RETURN NEW; END $$`,
    'DROP TRIGGER IF EXISTS sample ON issues',
    'CREATE TRIGGER sample BEFORE INSERT ON issues FOR EACH ROW EXECUTE FUNCTION sample()',
  ],
};

/** An additional migration of a large table: a column that triggers fill, with an index. */
export class OnlineSample9000000000001 implements MigrationInterface {
  name = 'OnlineSample9000000000001';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'issues', 'sample', 'text');
    await briefly(runner, TRIGGERS[dialectOf(runner)]);
    await inBatches(runner, { table: 'issues', rows: 10 }, async (first, last) => {
      await runner.query(`${FILL} WHERE id BETWEEN ${String(first)} AND ${String(last)}`);
    });
    await createIndex(runner, 'issues_sample', 'ON issues (sample)');
  }

  down(): Promise<void> {
    return Promise.resolve();
  }
}

/** During `work` the program in this process has a sample migration too. */
export async function withSampleMigration(
  work: () => Promise<unknown>,
  migration: new () => MigrationInterface = Sample9000000000000,
): Promise<void> {
  migrations.push(migration);
  try {
    await work();
  } finally {
    migrations.pop();
  }
}
