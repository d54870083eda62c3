import type { MigrationInterface, QueryRunner } from 'typeorm';
import { briefly, dialectOf, inBatches } from './online.js';

/**
 * The long texts of events get a table of their own, and the details of their events are cut; before,
 * these were whole, and cut in `preview`. Servers of the release before go on writing as before.
 */
export class EventTexts1795590000000 implements MigrationInterface {
  name = 'EventTexts1795590000000';

  async up(runner: QueryRunner): Promise<void> {
    const { table, protectTexts, allowMoves, batch, refuseChanges } = STATEMENTS[dialectOf(runner)];
    await briefly(runner, [table, ...protectTexts, ...allowMoves]);
    const long = { table: 'issue_events', rows: BATCH_ROWS, where: IS_LONG };
    await inBatches(runner, long, (first, last) =>
      runAll(runner, [...batch.begin, ...move(first, last), ...batch.end]),
    );
    await briefly(runner, refuseChanges);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { allowAll, refuseAgain } = STATEMENTS[dialectOf(runner)];
    await runAll(runner, [allowAll, MOVE_BACK, 'DROP TABLE issue_event_texts', ...refuseAgain]);
  }
}

/** An interrupted migration, which begins again, has created it already. */
const table = (idType: string) => `CREATE TABLE IF NOT EXISTS issue_event_texts (
  event_id ${idType} NOT NULL PRIMARY KEY, details text NOT NULL,
  CONSTRAINT "issue_event_texts_event_fk" FOREIGN KEY ("event_id") REFERENCES "issue_events" ("id")
    ON DELETE CASCADE)`;

const REFUSE_IN_SQLITE = `BEGIN SELECT RAISE(ABORT, 'The history is append-only.'); END`;
const ON_POSTGRES =
  'CREATE OR REPLACE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events';
const REFUSE_ON_POSTGRES = `${ON_POSTGRES} FOR EACH ROW EXECUTE FUNCTION refuse_change()`;
const CREATE_IN_SQLITE = `CREATE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events
  ${REFUSE_IN_SQLITE}`;
const DROP_IN_SQLITE = 'DROP TRIGGER issue_events_append_only';

/** The history is append-only but for the migration. */
const STATEMENTS = {
  sqlite: {
    table: table('integer'),
    protectTexts: [
      `CREATE TRIGGER IF NOT EXISTS issue_event_texts_append_only BEFORE UPDATE ON issue_event_texts
       ${REFUSE_IN_SQLITE}`,
    ],
    allowMoves: [],
    // Within the transaction of a batch: nobody sees the table without it.
    batch: { begin: [DROP_IN_SQLITE], end: [CREATE_IN_SQLITE] },
    allowAll: DROP_IN_SQLITE,
    refuseChanges: [],
    refuseAgain: [CREATE_IN_SQLITE],
  },
  postgres: {
    table: table('bigint'),
    protectTexts: [
      `CREATE OR REPLACE TRIGGER issue_event_texts_append_only BEFORE UPDATE ON issue_event_texts
       FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    ],
    // Dropping it would lock the readers of the table out.
    allowMoves: [
      `${ON_POSTGRES} FOR EACH ROW
       WHEN (NEW.preview IS NOT NULL OR NEW.details IS DISTINCT FROM OLD.preview)
       EXECUTE FUNCTION refuse_change()`,
    ],
    batch: { begin: [], end: [] },
    allowAll: 'DROP TRIGGER issue_events_append_only ON issue_events',
    refuseChanges: [REFUSE_ON_POSTGRES],
    refuseAgain: [REFUSE_ON_POSTGRES],
  },
} as const;

/** Each may have two texts of 100,000 characters. */
const BATCH_ROWS = 100;

/** Shorter details have no preview; the length is known without reading the text. */
const IS_LONG = 'octet_length(details) > 1000 AND preview IS NOT NULL';

function move(first: number, last: number): string[] {
  const batch = `id BETWEEN ${String(first)} AND ${String(last)} AND ${IS_LONG}`;
  return [
    `INSERT INTO issue_event_texts (event_id, details)
     SELECT id, details FROM issue_events WHERE ${batch}`,
    // Not those that a server of the release before has added since.
    `UPDATE issue_events SET details = preview, preview = NULL
     WHERE ${batch} AND id IN (SELECT event_id FROM issue_event_texts)`,
  ];
}

const MOVE_BACK = `UPDATE issue_events SET preview = details,
    details = (SELECT text.details FROM issue_event_texts text WHERE text.event_id = issue_events.id)
  WHERE id IN (SELECT event_id FROM issue_event_texts)`;

async function runAll(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await runner.query(statement);
}
