import type { MigrationInterface, QueryRunner } from 'typeorm';
import { triggerFunction } from './baseline/postgres/functions.js';
import { addColumn, briefly, dialectOf, inBatches } from './online.js';

/** Adds the details of events with long texts cut: a page of the timeline shows them. */
export class EventPreviews1795560000000 implements MigrationInterface {
  name = 'EventPreviews1795560000000';

  async up(runner: QueryRunner): Promise<void> {
    const { update, allow, forbid, batch } = STATEMENTS[dialectOf(runner)];
    await addColumn(runner, 'issue_events', 'preview', 'text');
    await briefly(runner, allow);
    await inBatches(runner, { table: 'issue_events', rows: BATCH_ROWS }, async (first, last) => {
      for (const statement of batch.begin) await runner.query(statement);
      for (const { id, details } of await longEvents(runner, first, last)) {
        const preview = previewOf(JSON.parse(details) as Details);
        if (preview) await runner.query(update, [JSON.stringify(preview), id]);
      }
      for (const statement of batch.end) await runner.query(statement);
    });
    await briefly(runner, forbid);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issue_events DROP COLUMN preview');
  }
}

type Details = Readonly<Record<string, unknown>>;

const REFUSE = "RAISE EXCEPTION 'The history is append-only.';";

/** The history is append-only but for this. */
const STATEMENTS = {
  sqlite: {
    update: 'UPDATE issue_events SET preview = ? WHERE id = ?',
    allow: [],
    forbid: [],
    batch: {
      begin: ['DROP TRIGGER issue_events_append_only'],
      end: [
        `CREATE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events
         BEGIN SELECT RAISE(ABORT, 'The history is append-only.'); END`,
      ],
    },
  },
  // The function instead of the trigger: no lock of the table.
  postgres: {
    update: 'UPDATE issue_events SET preview = $1 WHERE id = $2',
    allow: [
      `CREATE OR REPLACE FUNCTION refuse_change() ${triggerFunction(
        `IF to_jsonb(NEW) - 'preview' = to_jsonb(OLD) - 'preview' THEN RETURN NEW; END IF;
         ${REFUSE}`,
      )}`,
    ],
    forbid: [`CREATE OR REPLACE FUNCTION refuse_change() ${triggerFunction(REFUSE)}`],
    batch: { begin: [], end: [] },
  },
} as const;

/** Each may have two texts of 100,000 characters. */
const BATCH_ROWS = 100;

const longEvents = (
  runner: QueryRunner,
  first: number,
  last: number,
): Promise<{ id: number; details: string }[]> =>
  runner.query(
    `SELECT id, details FROM issue_events
     WHERE id BETWEEN ${String(first)} AND ${String(last)}
       AND octet_length(details) > ${String(MAX_SHOWN_CHARACTERS)} ORDER BY id`,
  );

const MAX_SHOWN_CHARACTERS = 1_000;

function previewOf(details: Details): Details | undefined {
  const entries = Object.entries(details).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? beginningOf(value) : value,
  ]);
  if (entries.every(([name, value]) => value === details[name])) return undefined;
  return { ...Object.fromEntries(entries), truncated: true };
}

const beginningOf = (text: string): string =>
  Array.from(text.slice(0, 2 * MAX_SHOWN_CHARACTERS))
    .slice(0, MAX_SHOWN_CHARACTERS)
    .join('');
