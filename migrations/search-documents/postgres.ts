import { triggerFunction } from '../baseline/postgres/functions.js';
import { SEARCH } from '../baseline/postgres/search.js';

/** The document of an issue itself has the comment 0. */
const TABLE = [
  `CREATE TABLE IF NOT EXISTS issue_search_documents (
    issue_id integer NOT NULL,
    comment_id integer NOT NULL,
    document tsvector NOT NULL,
    PRIMARY KEY (issue_id, comment_id),
    CONSTRAINT issue_search_documents_issue_fk FOREIGN KEY (issue_id) REFERENCES issues (id)
      ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE)`,
  `CREATE INDEX IF NOT EXISTS issue_search_documents_document
   ON issue_search_documents USING gin (document)`,
];

const INSERT = 'INSERT INTO issue_search_documents (issue_id, comment_id, document)';
const OR_REPLACE = 'ON CONFLICT (issue_id, comment_id) DO UPDATE SET document = excluded.document';
const OF_ISSUES = `SELECT id, 0, search_document(title, description, '')`;
const OF_COMMENTS = `SELECT issue_id, id, search_document('', '', body)`;

const FUNCTIONS = {
  'index_inserted_issues()': triggerFunction(`${INSERT} ${OF_ISSUES} FROM inserted;
    RETURN NULL;`),

  'index_updated_issue()': triggerFunction(`${INSERT}
    VALUES (NEW.id, 0, search_document(NEW.title, NEW.description, '')) ${OR_REPLACE};
    RETURN NULL;`),

  'index_changed_comments()': triggerFunction(`IF TG_OP = 'DELETE' THEN
      DELETE FROM issue_search_documents AS kept USING changed
      WHERE kept.issue_id = changed.issue_id AND kept.comment_id = changed.id;
    ELSE
      ${INSERT} ${OF_COMMENTS} FROM changed ${OR_REPLACE};
    END IF;
    RETURN NULL;`),
};

const replace = (functions: Readonly<Record<string, string>>) =>
  Object.entries(functions).map(([name, body]) => `CREATE OR REPLACE FUNCTION ${name} ${body}`);

const lock = (table: string) => `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`;

/**
 * The triggers remain and get new functions: so no lock conflicts with a reader. Each step is committed,
 * and can be repeated after an interruption.
 */
export const POSTGRES = {
  begin: [lock('issues'), ...TABLE, ...replace(FUNCTIONS)],

  /** Waits for the writes that began with the functions of before. */
  waitForWriters: [lock('comments')],

  /** They cannot be purged before their documents are stored. */
  lockIssues: 'SELECT id FROM issues WHERE id BETWEEN $1 AND $2 ORDER BY id FOR KEY SHARE',

  /** For the issues with ids from the first parameter to the second. */
  addDocuments: [
    `${INSERT} ${OF_ISSUES} FROM issues WHERE id BETWEEN $1 AND $2 ON CONFLICT DO NOTHING`,
    `${INSERT} ${OF_COMMENTS} FROM (SELECT id, issue_id, body FROM comments
       WHERE issue_id BETWEEN $1 AND $2 FOR KEY SHARE) AS present
     ON CONFLICT DO NOTHING`,
  ],

  // The table `issue_search` is left for servers of the version before, which search in it.
  end: ['DROP FUNCTION IF EXISTS refresh_issue_search(integer[])'],

  down: [
    lock('issues'),
    lock('comments'),
    'DROP TABLE issue_search_documents',
    ...replace(SEARCH.functions),
    'SELECT refresh_issue_search(array(SELECT id FROM issues))',
  ],
};
