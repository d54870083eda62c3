import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the details of events with long texts cut: a page of the timeline shows them. */
export class EventPreviews1795560000000 implements MigrationInterface {
  name = 'EventPreviews1795560000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issue_events ADD COLUMN preview text');
    const { update, dropTrigger, createTrigger } = STATEMENTS[dialectOf(runner)];
    await runner.query(dropTrigger);
    let rows = await longEvents(runner, 0);
    while (rows.length > 0) {
      for (const { id, details } of rows) {
        const preview = previewOf(JSON.parse(details) as Details);
        if (preview) await runner.query(update, [JSON.stringify(preview), id]);
      }
      rows = await longEvents(runner, rows.at(-1)?.id ?? 0);
    }
    await runner.query(createTrigger);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE issue_events DROP COLUMN preview');
  }
}

type Details = Readonly<Record<string, unknown>>;

const dialectOf = (runner: QueryRunner) =>
  runner.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';

/** The history is append-only but for this. */
const STATEMENTS = {
  sqlite: {
    update: 'UPDATE issue_events SET preview = ? WHERE id = ?',
    dropTrigger: 'DROP TRIGGER issue_events_append_only',
    createTrigger: `CREATE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events
      BEGIN SELECT RAISE(ABORT, 'The history is append-only.'); END`,
  },
  postgres: {
    update: 'UPDATE issue_events SET preview = $1 WHERE id = $2',
    dropTrigger: 'DROP TRIGGER issue_events_append_only ON issue_events',
    createTrigger: `CREATE TRIGGER issue_events_append_only BEFORE UPDATE ON issue_events
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  },
} as const;

const MAX_SHOWN_CHARACTERS = 1_000;

/** Each may have two texts of 100,000 characters. */
const BATCH_ROWS = 100;

const longEvents = (
  runner: QueryRunner,
  after: number,
): Promise<{ id: number; details: string }[]> =>
  runner.query(
    `SELECT id, details FROM issue_events
     WHERE id > ${String(after)} AND octet_length(details) > ${String(MAX_SHOWN_CHARACTERS)}
     ORDER BY id LIMIT ${String(BATCH_ROWS)}`,
  );

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
