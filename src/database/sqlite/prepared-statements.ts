import type { Database, Statement } from 'better-sqlite3';
import type { DataSource } from 'typeorm';

/** More statements than the program has, but for those that name many ids; oldest go first. */
const MAX_PREPARED = 1_000;

/** TypeORM does not type the connection of its driver. */
export const connectionOf = ({ driver }: DataSource): Database =>
  (driver as unknown as { databaseConnection: Database }).databaseConnection;

const prepared = new WeakMap<Database, Map<string, Statement>>();

/** Runs one statement that returns no rows; returns how many it changed. */
export const changePrepared = (
  database: Database,
  sql: string,
  values: readonly unknown[],
): number => prepare(database, sql).run(...values).changes;

/** Runs one statement, which stays prepared; returns the rows of a SELECT or of RETURNING. */
export function runPrepared(
  database: Database,
  sql: string,
  values: readonly unknown[],
): unknown[] {
  const statement = prepare(database, sql);
  if (statement.reader) return statement.all(...values);
  statement.run(...values);
  return [];
}

function prepare(database: Database, sql: string): Statement {
  const statements = prepared.get(database) ?? new Map<string, Statement>();
  prepared.set(database, statements);
  const known = statements.get(sql);
  if (known) return known;
  const statement = database.prepare(sql);
  const [oldest] = statements.keys();
  if (statements.size >= MAX_PREPARED && oldest !== undefined) statements.delete(oldest);
  statements.set(sql, statement);
  return statement;
}
