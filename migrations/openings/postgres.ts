import { triggerFunction } from '../baseline/postgres/functions.js';
import { ADD_OPENINGS, dayOf, isOpen, openingsOf } from './terms.js';

/** A count is spread over this many rows, so that writers do not wait for the same row. */
const SLOT = 'pg_backend_pid() % 16';

const count = (rows: string) => `INSERT INTO open_counts (day, slot, change)
    SELECT day, ${SLOT}, SUM(change) FROM (${rows}) AS counted
    GROUP BY day HAVING SUM(change) <> 0 ORDER BY day
    ON CONFLICT (day, slot) DO UPDATE SET change = open_counts.change + excluded.change;
    RETURN NULL;`;

const ADDED = 'SELECT day, change FROM added';
const REMOVED = 'SELECT day, -change AS change FROM removed';

/** What each kind of statement on `issue_openings` and on `issues` does, with its transition tables. */
const EVENTS = {
  insert: {
    tables: 'NEW TABLE AS added',
    count: count(ADDED),
    follow: `INSERT INTO issue_openings (issue_id, day, change)
    ${openingsOf('postgres', 'added AS issue')} ORDER BY 1, 2 ${ADD_OPENINGS};
    RETURN NULL;`,
  },
  update: {
    tables: 'OLD TABLE AS removed NEW TABLE AS added',
    count: count(`${ADDED} UNION ALL ${REMOVED}`),
    follow: `INSERT INTO issue_openings (issue_id, day, change)
    SELECT added.id, ${dayOf.postgres('added.updated_at')},
           CASE WHEN ${isOpen('added')} THEN 1 ELSE -1 END
    FROM added JOIN removed ON removed.id = added.id
    WHERE ${isOpen('added')} <> ${isOpen('removed')} ORDER BY 1 ${ADD_OPENINGS};
    RETURN NULL;`,
  },
  delete: {
    tables: 'OLD TABLE AS removed',
    count: count(REMOVED),
    follow: `DELETE FROM issue_openings
    WHERE issue_id IN (SELECT id FROM removed WHERE ${isOpen('removed')});
    RETURN NULL;`,
  },
} as const;

const programs = (name: string, table: string, job: 'count' | 'follow') =>
  Object.entries(EVENTS).flatMap(([event, { tables, [job]: statements }]) => [
    `CREATE FUNCTION ${name}_${event}() ${triggerFunction(statements)}`,
    `CREATE TRIGGER ${name}_${event} AFTER ${event.toUpperCase()} ON ${table}
     REFERENCING ${tables} FOR EACH STATEMENT EXECUTE FUNCTION ${name}_${event}()`,
  ]);

export const POSTGRES = {
  // Whoever changes an issue without the triggers has finished before they are there; readers go on.
  lock: ['LOCK TABLE issues IN SHARE ROW EXCLUSIVE MODE'],
  // Nobody changes the issues of a batch while it is filled.
  lockIssues: (range: string) => [
    `SELECT id FROM issues WHERE id ${range} ORDER BY id FOR NO KEY UPDATE`,
  ],
  COUNTING: programs('open_counts', 'issue_openings', 'count'),
  FOLLOWING: programs('issue_openings', 'issues', 'follow'),
  details: (name: string) => `earlier.details::json ->> '${name}'`,
  down: ['open_counts', 'issue_openings'].flatMap((name) =>
    Object.keys(EVENTS).map((event) => `DROP FUNCTION ${name}_${event}() CASCADE`),
  ),
};
