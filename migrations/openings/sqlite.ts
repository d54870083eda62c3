import { ADD_OPENINGS, dayOf, isOpen, openingsOf } from './terms.js';

const day = dayOf.sqlite;

const NEW = `(SELECT new.id AS id, new.status AS status, new.created_at AS created_at,
    new.resolved_at AS resolved_at, new.deleted_at AS deleted_at) AS issue`;

const count = (changed: string, dayName: string) =>
  `INSERT INTO open_counts (day, slot, change) VALUES (${dayName}, 0, ${changed})
    ON CONFLICT (day, slot) DO UPDATE SET change = open_counts.change + excluded.change`;

/** Adds up by day what changes in `issue_openings`. */
export const COUNTING = [
  `CREATE TRIGGER open_counts_insert AFTER INSERT ON issue_openings BEGIN
    ${count('new.change', 'new.day')};
  END`,
  `CREATE TRIGGER open_counts_update AFTER UPDATE ON issue_openings BEGIN
    ${count('-old.change', 'old.day')};
    ${count('new.change', 'new.day')};
  END`,
  `CREATE TRIGGER open_counts_delete AFTER DELETE ON issue_openings BEGIN
    ${count('-old.change', 'old.day')};
  END`,
];

export const FOLLOWING = [
  `CREATE TRIGGER issue_openings_insert AFTER INSERT ON issues BEGIN
    INSERT INTO issue_openings (issue_id, day, change) ${openingsOf('sqlite', NEW)} ${ADD_OPENINGS};
  END`,
  `CREATE TRIGGER issue_openings_update AFTER UPDATE OF status, deleted_at ON issues
  WHEN ${isOpen('old')} <> ${isOpen('new')} BEGIN
    INSERT INTO issue_openings (issue_id, day, change)
    VALUES (new.id, ${day('new.updated_at')}, iif(${isOpen('new')}, 1, -1)) ${ADD_OPENINGS};
  END`,
  `CREATE TRIGGER issue_openings_delete AFTER DELETE ON issues WHEN ${isOpen('old')} BEGIN
    DELETE FROM issue_openings WHERE issue_id = old.id;
  END`,
];

export const SQLITE = {
  lock: [],
  lockIssues: () => [],
  COUNTING,
  FOLLOWING,
  details: (name: string) => `earlier.details ->> '${name}'`,
  down: ['insert', 'update', 'delete'].map((event) => `DROP TRIGGER issue_openings_${event}`),
};
