import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { CHANGED_ROWS, SLOT } from './changed-rows.js';

/**
 * The link of a label holds what lists filter and sort by, so that the issues of a label are an
 * index range too; and how many issues each label has is counted as the other summaries are. A link
 * of a deleted issue holds nothing, and does not count.
 */
export class CountLabels1795398100000 implements MigrationInterface {
  name = 'CountLabels1795398100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [column, type] of Object.entries(COPIED)) {
      // By statement: TypeORM would copy the whole table on SQLite to add a column.
      await runner.query(`ALTER TABLE issue_labels ADD COLUMN ${column} ${type}`);
    }
    const key = { type: 'integer', isPrimary: true };
    await runner.createTable(
      new Table({
        name: 'label_counts',
        columns: [
          { ...key, name: 'label_id' },
          { ...key, name: 'status', type: 'text' },
          { ...key, name: 'priority', type: 'text' },
          { ...key, name: 'assignee_id' },
          { ...key, name: 'slot' },
          { name: 'issues', type: 'integer' },
        ],
      }),
    );
    for (const statement of [...FILL, ...INDICES, ...dialectOf(runner).up]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of dialectOf(runner).down) await runner.query(statement);
    await runner.dropTable('label_counts');
    await runner.query('CREATE INDEX issue_labels_label ON issue_labels (label_id, issue_id)');
    for (const name of ['issue_labels_kind', 'issue_labels_assignee']) {
      await runner.query(`DROP INDEX ${name}`);
    }
    for (const column of Object.keys(COPIED)) {
      await runner.query(`ALTER TABLE issue_labels DROP COLUMN ${column}`);
    }
  }
}

const dialectOf = (runner: QueryRunner) =>
  runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;

const COPIED = {
  status: 'text',
  priority: 'text',
  assignee_id: 'integer',
  created_at: 'timestamptz',
} as const;

const COLUMNS = Object.keys(COPIED).join(', ');

const VALUES = 'status, priority, coalesce(assignee_id, 0), created_at';

const FILL = [
  `UPDATE issue_labels SET (${COLUMNS}) =
   (SELECT ${VALUES} FROM issues WHERE id = issue_labels.issue_id AND deleted_at IS NULL)`,
  `INSERT INTO label_counts (label_id, status, priority, assignee_id, slot, issues)
   SELECT label_id, status, priority, assignee_id, 0, COUNT(*) FROM issue_labels
   WHERE status IS NOT NULL GROUP BY 1, 2, 3, 4`,
];

const INDICES = [
  'DROP INDEX issue_labels_label',
  `CREATE INDEX issue_labels_kind
   ON issue_labels (label_id, status, priority, created_at, issue_id)`,
  `CREATE INDEX issue_labels_assignee
   ON issue_labels (label_id, assignee_id, status, priority, created_at, issue_id)
   WHERE status IS NOT NULL`,
];

/** Adds what some links count for, each with its sign, to the counts. */
const count = (rows: string, slot: string) => `
  INSERT INTO label_counts (label_id, status, priority, assignee_id, slot, issues)
  SELECT label_id, status, priority, assignee_id, ${slot}, SUM(sign) FROM (${rows}) AS counted
  WHERE status IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING SUM(sign) <> 0 ORDER BY 1, 2, 3, 4
  ON CONFLICT (label_id, status, priority, assignee_id, slot)
  DO UPDATE SET issues = label_counts.issues + excluded.issues`;

const sqliteRow = (row: 'old' | 'new', sign: 1 | -1) =>
  `SELECT ${['label_id', 'status', 'priority', 'assignee_id']
    .map((column) => `${row}.${column} AS ${column}`)
    .join(', ')}, ${String(sign)} AS sign`;

const WATCHED = ['status', 'priority', 'assignee_id', 'created_at', 'deleted_at'];

const SQLITE_TRIGGERS = {
  issue_labels_inserted: `AFTER INSERT ON issue_labels BEGIN
    UPDATE issue_labels SET (${COLUMNS}) =
      (SELECT ${VALUES} FROM issues WHERE id = new.issue_id AND deleted_at IS NULL)
    WHERE issue_id = new.issue_id AND label_id = new.label_id;
  END`,
  issue_labels_updated: `AFTER UPDATE OF status, priority, assignee_id ON issue_labels BEGIN
    ${count(`${sqliteRow('old', -1)} UNION ALL ${sqliteRow('new', 1)}`, '0')};
  END`,
  issue_labels_deleted: `AFTER DELETE ON issue_labels WHEN old.status IS NOT NULL BEGIN
    ${count(sqliteRow('old', -1), '0')};
  END`,
  issue_labels_follow: `AFTER UPDATE OF ${WATCHED.join(', ')} ON issues
    WHEN ${WATCHED.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ')}
    BEGIN
      UPDATE issue_labels SET (${COLUMNS}) =
        (SELECT ${VALUES} FROM issues WHERE id = new.id AND deleted_at IS NULL)
      WHERE issue_id = new.id;
    END`,
};

const SQLITE = {
  up: Object.entries(SQLITE_TRIGGERS).map(([name, body]) => `CREATE TRIGGER ${name} ${body}`),
  down: Object.keys(SQLITE_TRIGGERS).map((name) => `DROP TRIGGER ${name}`),
};

const POSTGRES = {
  up: [
    `CREATE FUNCTION fill_issue_label() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT ${VALUES} INTO NEW.status, NEW.priority, NEW.assignee_id, NEW.created_at
      FROM issues WHERE id = NEW.issue_id AND deleted_at IS NULL;
      RETURN NEW;
    END $$`,
    `CREATE TRIGGER issue_labels_fill BEFORE INSERT ON issue_labels
     FOR EACH ROW EXECUTE FUNCTION fill_issue_label()`,
    `CREATE FUNCTION follow_issues() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE issue_labels AS link SET (${COLUMNS}) =
        (now_is.status, now_is.priority, now_is.assignee_id, now_is.created_at)
      FROM (SELECT added.id, kept.* FROM added LEFT JOIN LATERAL (
              SELECT added.status, added.priority, coalesce(added.assignee_id, 0) AS assignee_id,
                     added.created_at WHERE added.deleted_at IS NULL) AS kept ON true) AS now_is
      WHERE link.issue_id = now_is.id
        AND (link.status, link.priority, link.assignee_id, link.created_at) IS DISTINCT FROM
            (now_is.status, now_is.priority, now_is.assignee_id, now_is.created_at);
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER issue_labels_follow AFTER UPDATE ON issues REFERENCING NEW TABLE AS added
     FOR EACH STATEMENT EXECUTE FUNCTION follow_issues()`,
    ...Object.entries(CHANGED_ROWS).flatMap(([event, { tables, rows }]) => [
      `CREATE FUNCTION count_labels_${event}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        ${count(rows, SLOT)};
        RETURN NULL;
      END $$`,
      `CREATE TRIGGER issue_labels_${event} AFTER ${event.toUpperCase()} ON issue_labels
       REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION count_labels_${event}()`,
    ]),
  ],
  down: [
    'DROP TRIGGER issue_labels_follow ON issues',
    'DROP FUNCTION follow_issues()',
    'DROP TRIGGER issue_labels_fill ON issue_labels',
    'DROP FUNCTION fill_issue_label()',
    ...Object.keys(CHANGED_ROWS).flatMap((event) => [
      `DROP TRIGGER issue_labels_${event} ON issue_labels`,
      `DROP FUNCTION count_labels_${event}()`,
    ]),
  ],
};
