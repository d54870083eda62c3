import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { POSTGRES } from './baseline/postgres/index.js';
import { SQLITE } from './baseline/sqlite/index.js';
import { summaryTables } from './baseline/summary-tables.js';
import { tables } from './baseline/tables.js';

/** The complete schema. `baseline/` belongs to it; only later migrations change the schema. */
export class Baseline1795400000000 implements MigrationInterface {
  name = 'Baseline1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tablesOf(runner)) await runner.createTable(new Table(table));
    for (const statement of programsOf(runner).up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Triggers are dropped with their tables, so the functions can be dropped after them.
    await runner.query('DROP TABLE issue_search');
    for (const { name } of tablesOf(runner).reverse()) await runner.dropTable(name);
    for (const statement of programsOf(runner).down) await runner.query(statement);
  }
}

const isPostgres = (runner: QueryRunner) => runner.dataSource.options.type === 'postgres';

const tablesOf = (runner: QueryRunner) => [
  ...tables(isPostgres(runner) ? 'postgres' : 'sqlite'),
  ...summaryTables,
];

const programsOf = (runner: QueryRunner) => (isPostgres(runner) ? POSTGRES : SQLITE);
