import { AbstractLogger, type MigrationInterface } from 'typeorm';
import type { Configuration } from '../../src/config/configuration.js';
import { createDataSource, writerOptions } from '../../src/database/data-source-options.js';

type Migration = new () => MigrationInterface;

/** The statements of migrations, as they reach the server. */
class StatementLog extends AbstractLogger {
  readonly statements: string[] = [];

  override logQuery(query: string): void {
    this.statements.push(query.replace(/\s+/g, ' ').trim());
  }

  protected override writeLog(): void {
    // Only statements matter.
  }
}

/** Runs migrations on a database; returns the statements that the last ones sent, by their names. */
export async function statementsOf(
  configuration: Configuration,
  before: readonly Migration[],
  migrations: readonly Migration[],
): Promise<Map<string, string[]>> {
  const log = new StatementLog('all');
  const options = { ...writerOptions(configuration, []), migrations: [...before, ...migrations] };
  const source = createDataSource({ ...options, logger: log, logging: true });
  await source.initialize();
  const later = source.migrations.splice(before.length);
  const found = new Map<string, string[]>();
  try {
    await source.runMigrations({ transaction: 'each' });
    for (const migration of later) {
      log.statements.length = 0;
      source.migrations.push(migration);
      await source.runMigrations({ transaction: 'each' });
      found.set(migration.name ?? '', [...log.statements]);
    }
  } finally {
    await source.destroy();
  }
  return found;
}

const MAX_SHOWN_CHARACTERS = 200;

/** Tables that may have millions of rows. */
const LARGE =
  /\b(?:FROM|JOIN|UPDATE|INTO)(?: ONLY)? (?:issues|comments|issue_labels|issue_events|issue_openings|issue_search\w*)\b/;

/** Statements that keep readers or writers from a table, with the name of the table. */
const LOCKING =
  /^(?:ALTER TABLE|DROP TABLE|LOCK TABLE|TRUNCATE|REINDEX|CLUSTER|VACUUM FULL|CREATE (?:OR REPLACE |CONSTRAINT )*TRIGGER \w+ .*? ON|DROP TRIGGER(?: IF EXISTS)? \w+ ON|(?:CREATE (?:UNIQUE )?|DROP )INDEX(?! CONCURRENTLY)(?: IF (?:NOT )?EXISTS)? \w+(?: ON)?)(?: IF EXISTS)?(?: ONLY)? "?(\w*)/;

const PLAIN_INDEX = /^CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)(?:IF NOT EXISTS )?\w+ ON "?(\w+)/;

/** What the release before would fail with, or what reads the whole table under its lock. */
const NOT_EXPANDING =
  /^ALTER TABLE .*(?:\bRENAME\b|ALTER COLUMN \w+ (?:SET DATA )?TYPE|SET NOT NULL|DROP COLUMN|ADD CONSTRAINT(?!.*NOT VALID)|ADD (?:COLUMN )?.*NOT NULL(?!.*DEFAULT))/;

const CHANGES_ROWS = /^(?:WITH .*)?\b(?:UPDATE|DELETE FROM|INSERT INTO)\b.*/;

/** A part of a table: a range of ids, or some of them. */
const BOUNDED = /\bBETWEEN\b|= ANY|\bLIMIT\b|\bid = \$/;

/**
 * What a server of the release before would notice of migrations on PostgreSQL: it is to be written with
 * `migrations/online.ts`.
 */
export function violationsOf(statements: readonly string[]): string[] {
  const created = new Set(
    statements.flatMap((text) => /^CREATE TABLE (?:IF NOT EXISTS )?"?(\w+)/.exec(text)?.[1] ?? []),
  );
  const isThere = (table: string | undefined) => table !== undefined && !created.has(table);
  return transactionsOf(statements).flatMap((transaction) => {
    const hasTimeout = transaction.some((text) => text.startsWith('SET LOCAL lock_timeout'));
    const locking = transaction.filter((text) => isThere(LOCKING.exec(text)?.[1]));
    const changing = transaction.filter(
      (text) => CHANGES_ROWS.test(text) && LARGE.test(text) && !isProgram(text),
    );
    const found = [
      ...locking.filter(() => !hasTimeout).map((text) => `no lock_timeout: ${text}`),
      ...transaction
        .filter((text) => isThere(PLAIN_INDEX.exec(text)?.[1]))
        .map((text) => `not CONCURRENTLY: ${text}`),
      ...transaction
        .filter((text) => NOT_EXPANDING.test(text))
        .map((text) => `not possible beside the release before: ${text}`),
      ...changing.filter((text) => !BOUNDED.test(text)).map((text) => `not in batches: ${text}`),
      ...(locking.length > 0 ? changing : []).map((text) => `while a table is locked: ${text}`),
    ];
    return found.map((text) => text.slice(0, MAX_SHOWN_CHARACTERS));
  });
}

/** The body of a function or trigger changes rows later. */
const isProgram = (text: string) => /^CREATE (?:OR REPLACE )?(?:FUNCTION|TRIGGER)/.test(text);

function transactionsOf(statements: readonly string[]): string[][] {
  const transactions: string[][] = [[]];
  for (const text of statements) {
    if (/^(?:START TRANSACTION|BEGIN|COMMIT|ROLLBACK)/.test(text)) transactions.push([]);
    else transactions.at(-1)?.push(text);
  }
  return transactions;
}
