import { SEARCH_TRIGGERS } from '../baseline/sqlite/search.js';

/**
 * The document of an issue has its id as its number, as before; that of a comment has the id of the issue
 * in the upper half. A server of the version before finds the issues' own words, and ignores the rest.
 */
const commentDocument = (row: string) => `(${row}issue_id << 31 | ${row}id)`;

const INSERT = 'INSERT INTO issue_search (rowid, title, description, comments)';
const DELETE = 'DELETE FROM issue_search WHERE rowid =';

const issueInserted = `${INSERT}
  VALUES (new.id, new.title, coalesce(new.description, ''), '');`;
const issueDeleted = `${DELETE} old.id;`;
const commentInserted = `${INSERT} VALUES (${commentDocument('new.')}, '', '', new.body);`;
const commentDeleted = `${DELETE} ${commentDocument('old.')};`;

const TRIGGERS = {
  issue_search_issue_inserted: `AFTER INSERT ON issues BEGIN ${issueInserted} END`,
  issue_search_issue_updated: `AFTER UPDATE OF title, description ON issues
    BEGIN ${issueDeleted} ${issueInserted} END`,
  issue_search_issue_deleted: `AFTER DELETE ON issues BEGIN ${issueDeleted} END`,
  issue_search_comment_inserted: `AFTER INSERT ON comments BEGIN ${commentInserted} END`,
  issue_search_comment_updated: `AFTER UPDATE OF issue_id, body ON comments
    BEGIN ${commentDeleted} ${commentInserted} END`,
  issue_search_comment_deleted: `AFTER DELETE ON comments BEGIN ${commentDeleted} END`,
} satisfies Record<keyof typeof SEARCH_TRIGGERS, string>;

/** FTS5 keeps documents in the order of their numbers, and stores them faster in it. */
const DOCUMENTS = [
  `${INSERT} SELECT id, title, coalesce(description, ''), '' FROM issues ORDER BY id`,
  `${INSERT} SELECT ${commentDocument('')}, '', '', body FROM comments ORDER BY issue_id, id`,
];

const DOCUMENTS_BEFORE = [
  `${INSERT} SELECT id, title, coalesce(description, ''), coalesce((SELECT group_concat(body, ' ')
     FROM (SELECT body FROM comments WHERE issue_id = issues.id ORDER BY id)), '')
   FROM issues ORDER BY id`,
];

/** A contentless index cannot be read: all of it is written again, in one transaction. */
const replaceBy = (triggers: Readonly<Record<string, string>>, documents: readonly string[]) => [
  ...Object.keys(triggers).map((name) => `DROP TRIGGER ${name}`),
  `INSERT INTO issue_search (issue_search) VALUES ('delete-all')`,
  ...documents,
  ...Object.entries(triggers).map(([name, body]) => `CREATE TRIGGER ${name} ${body}`),
];

export const SQLITE = {
  up: replaceBy(TRIGGERS, DOCUMENTS),
  down: replaceBy(SEARCH_TRIGGERS, DOCUMENTS_BEFORE),
};
