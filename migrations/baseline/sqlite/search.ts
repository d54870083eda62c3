/** One document for each issue: its title, its description and all its comments. */
export const SEARCH_TABLE = `CREATE VIRTUAL TABLE issue_search USING fts5(
  title, description, comments,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0')`;

/** Ordered by a subquery: SQLite before 3.44 cannot open a file with ORDER BY inside an aggregate. */
const commentsOf = (issueId: string) =>
  `coalesce((SELECT group_concat(body, ' ') FROM
     (SELECT body FROM comments WHERE issue_id = ${issueId} ORDER BY id)), '')`;

const DOCUMENT = 'INSERT INTO issue_search (rowid, title, description, comments)';

const documentOfNew = `${DOCUMENT}
    VALUES (new.id, new.title, coalesce(new.description, ''), ${commentsOf('new.id')})`;

const afterComment = (event: string, row: 'old' | 'new') => `AFTER ${event} ON comments BEGIN
    DELETE FROM issue_search WHERE rowid = ${row}.issue_id;
    ${DOCUMENT}
    SELECT id, title, coalesce(description, ''), ${commentsOf('issues.id')}
    FROM issues WHERE id = ${row}.issue_id;
  END`;

export const SEARCH_TRIGGERS = {
  // The comments of a generated or transferred issue are stored before the issue.
  issue_search_issue_inserted: `AFTER INSERT ON issues BEGIN
    ${documentOfNew};
  END`,
  issue_search_issue_updated: `AFTER UPDATE OF title, description ON issues BEGIN
    DELETE FROM issue_search WHERE rowid = new.id;
    ${documentOfNew};
  END`,
  issue_search_issue_deleted: `AFTER DELETE ON issues BEGIN
    DELETE FROM issue_search WHERE rowid = old.id;
  END`,
  issue_search_comment_inserted: afterComment('INSERT', 'new'),
  issue_search_comment_updated: afterComment('UPDATE OF body', 'new'),
  issue_search_comment_deleted: afterComment('DELETE', 'old'),
};
