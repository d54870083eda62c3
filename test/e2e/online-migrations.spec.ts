import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { loadConfiguration } from '../../src/config/configuration.js';
import { migrate } from '../../src/database/migrate.js';
import {
  createMigratedDatabase,
  createTestApp,
  createTestDatabase,
  type TestDatabase,
} from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { createIssue, createIssues } from '../support/factories.js';
import { heldOpen } from '../support/held-open.js';
import { statementsOf, violationsOf } from '../support/migration-rules.js';
import { OnlineSample9000000000001, withSampleMigration } from '../support/sample-migration.js';
import { until } from '../support/until.js';

let lastNumber = 9_000_000_000_002;

/** A migration of these statements, as somebody might write it. */
const migrationOf = (...statements: string[]) => {
  const name = `Careless${String((lastNumber += 1))}`;
  return class implements MigrationInterface {
    name = name;

    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.resolve();
    }
  };
};

const TIMEOUT = "SET LOCAL lock_timeout = '1s'";

const CARELESS: [string, string, string[]][] = [
  ['an ALTER TABLE without lock_timeout', 'no lock_timeout', ['ALTER TABLE issues ADD x1 text']],
  [
    'a trigger without lock_timeout',
    'no lock_timeout',
    [
      'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
      'CREATE TRIGGER t AFTER UPDATE ON labels EXECUTE FUNCTION f()',
    ],
  ],
  [
    'a lock without lock_timeout',
    'no lock_timeout',
    ['LOCK TABLE issues IN SHARE ROW EXCLUSIVE MODE'],
  ],
  [
    'an index of a table that writers use',
    'not CONCURRENTLY',
    [TIMEOUT, 'CREATE INDEX x2 ON issues (title)'],
  ],
  [
    'a column that the release before does not fill',
    'not possible beside',
    [TIMEOUT, 'ALTER TABLE labels ADD COLUMN x3 text NOT NULL'],
  ],
  [
    'a constraint that reads the whole table',
    'not possible beside',
    [TIMEOUT, 'ALTER TABLE issues ADD CONSTRAINT x4 CHECK (id > 0)'],
  ],
  [
    'a new name of what the release before uses',
    'not possible beside',
    [TIMEOUT, 'ALTER TABLE users RENAME COLUMN full_name TO name'],
  ],
  ['an update of all rows', 'not in batches', ['UPDATE issues SET version = version']],
  [
    'rows that are copied at once',
    'not in batches',
    ['CREATE TABLE x5 AS SELECT 1', 'DELETE FROM issue_events WHERE issue_version < 0'],
  ],
  [
    'an update while a table is locked',
    'while a table is locked',
    [
      TIMEOUT,
      'ALTER TABLE issues ADD COLUMN x6 text',
      'UPDATE issues SET version = version WHERE id BETWEEN 1 AND 9',
    ],
  ],
];

describe('migrations beside a server of the release before', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('A server of the release before serves while a migration runs and after it', async () => {
    await database.drop();
    database = await createMigratedDatabase();
    const tracker = await createTestApp({ DATABASE_URL: database.url });
    const ids = await createIssues(tracker, 25);
    const statuses: number[] = [];
    let isRunning = true;
    const load = async (id: number) => {
      for (let version = 1; isRunning; version += 1) {
        const title = `Title ${String(version)}`;
        const path = `/issues/${String(id)}`;
        statuses.push((await tracker.http.patch(path).send({ version, title })).status);
        statuses.push((await tracker.http.get('/issues?page_size=5')).status);
        statuses.push((await tracker.http.post('/issues').send({ title })).status);
      }
    };
    const reader = await heldOpen(database.url, 'SELECT count(*) FROM issues');
    const loads = ids.slice(0, 3).map((id) => load(id));
    const configuration = loadConfiguration({ DATABASE_URL: database.url });
    const migrated = withSampleMigration(() => migrate(configuration), OnlineSample9000000000001);
    // The migration waits for the reader again and again, and nobody waits for the migration.
    const before = statuses.length;
    await until(() => statuses.length > before + 60);
    await reader.end();
    await migrated;
    const after = statuses.length;
    await until(() => statuses.length > after + 6);
    isRunning = false;
    await Promise.all(loads);
    expect([...new Set(statuses)].sort()).toEqual([200, 201]);
    const late = await createIssue(tracker, { title: 'After the migration' });
    const rows = await rowsOf(database.url, 'SELECT id, sample FROM issues WHERE sample IS NULL');
    expect(rows).toEqual([]);
    expect(
      await rowsOf(database.url, `SELECT sample FROM issues WHERE id = ${String(late.id)}`),
    ).toEqual([{ sample: 'AFTER THE MIGRATION' }]);
    await tracker.http.get('/health/ready').expect(200);
    await tracker.close();
  });

  it('Migrations after the baseline import what runs beside a server', () => {
    const folder = join(import.meta.dirname, '../../migrations');
    const files = readdirSync(folder).filter((file) => /^\d+-(?!baseline)/.test(file));
    expect(files).toHaveLength(migrations.length - 1);
    const without = files.filter(
      (file) => !readFileSync(join(folder, file), 'utf8').includes("from './online.js'"),
    );
    expect(without).toEqual([]);
  });

  if (__DIALECT__ !== 'postgres') return;

  const configurationOf = () => loadConfiguration({ DATABASE_URL: database.url });

  it('Every migration after the baseline locks tables only briefly, and changes rows in batches', async () => {
    const [baseline, ...later] = migrations;
    const sent = await statementsOf(configurationOf(), baseline ? [baseline] : [], [
      ...later,
      OnlineSample9000000000001,
    ]);
    expect([...sent.keys()].length).toBe(later.length + 1);
    for (const [name, statements] of sent) {
      expect(statements.length).toBeGreaterThan(3);
      expect([name, violationsOf(statements)]).toEqual([name, []]);
    }
  });
});

const onPostgres = __DIALECT__ === 'postgres' ? describe : () => undefined;

onPostgres('careless migrations', () => {
  let careless: TestDatabase;

  beforeAll(async () => {
    careless = await createMigratedDatabase();
  });
  afterAll(() => careless.drop());

  it.each(CARELESS)('A migration with %s is refused', async (_name, violation, statements) => {
    const configuration = loadConfiguration({ DATABASE_URL: careless.url });
    const [sent = []] = (
      await statementsOf(configuration, migrations, [migrationOf(...statements)])
    ).values();
    const found = violationsOf(sent);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(violation);
  });
});
