import { type Programs, triggerFunction } from './functions.js';

/** One document for each issue: its title, its description and all its comments. */
export const SEARCH_TABLE = [
  `CREATE TABLE issue_search (
    issue_id integer PRIMARY KEY REFERENCES issues (id) ON DELETE CASCADE,
    document tsvector NOT NULL)`,
  'CREATE INDEX issue_search_document ON issue_search USING gin (document)',
];

/** Punctuation, symbols and spaces, by code point: character classes depend on the locale. */
const SEPARATORS = [
  '\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8',
  '\\u00bb\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u20a0-\\u20cf\\u2100-\\u2bff\\u3000-\\u3004',
  '\\u3007-\\u3020\\ufe00-\\ufe0f\\U0001f000-\\U0001faff',
].join('');

const vector = (text: string, weight: 'A' | 'B' | 'C') =>
  `setweight(to_tsvector('simple', search_words(${text})), '${weight}')`;

const commentsOf = (issueId: string) => `coalesce((
      SELECT string_agg(body, ' ' ORDER BY comments.id) FROM comments
      WHERE comments.issue_id = ${issueId}), '')`;

const FUNCTIONS = {
  // Both databases index the same words: runs of letters and digits, in lower case, not stemmed.
  // PostgreSQL's own parser would treat URLs, paths and hyphenated words as single words.
  'search_words(content text)': `RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT regexp_replace(content, '[${SEPARATORS}]+', ' ', 'g') $$`,

  'search_document(title text, description text, comments text)': `RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE AS $$
  BEGIN
    RETURN ${vector('title', 'A')} || ${vector("coalesce(description, '')", 'B')}
      || ${vector('comments', 'C')};
  EXCEPTION WHEN program_limit_exceeded THEN
    -- A tsvector holds at most a megabyte: the comments are cut before a write would fail.
    RETURN search_document(title, description, left(comments, 100000));
  END $$`,

  'refresh_issue_search(changed integer[])': `RETURNS void LANGUAGE sql AS $$
    INSERT INTO issue_search (issue_id, document)
    SELECT id, search_document(title, description, ${commentsOf('issues.id')})
    FROM issues WHERE id = ANY (changed)
    ON CONFLICT (issue_id) DO UPDATE SET document = excluded.document
  $$`,

  // The comments of a generated or transferred issue are stored before the issue.
  'index_inserted_issues()': triggerFunction(`INSERT INTO issue_search (issue_id, document)
    SELECT id, search_document(title, description, ${commentsOf('inserted.id')}) FROM inserted;
    RETURN NULL;`),

  'index_updated_issue()': triggerFunction(`PERFORM refresh_issue_search(ARRAY[NEW.id]);
    RETURN NULL;`),

  'index_changed_comments()':
    triggerFunction(`PERFORM refresh_issue_search(array(SELECT DISTINCT issue_id FROM changed));
    RETURN NULL;`),
};

const afterComments = (event: string, rows: 'OLD' | 'NEW') => `AFTER ${event} ON comments
  REFERENCING ${rows} TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION index_changed_comments()`;

const TRIGGERS = {
  issue_search_issue_inserted: `AFTER INSERT ON issues REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION index_inserted_issues()`,
  issue_search_issue_updated: `AFTER UPDATE OF title, description ON issues
  FOR EACH ROW EXECUTE FUNCTION index_updated_issue()`,
  issue_search_comment_inserted: afterComments('INSERT', 'NEW'),
  issue_search_comment_updated: afterComments('UPDATE', 'NEW'),
  issue_search_comment_deleted: afterComments('DELETE', 'OLD'),
};

export const SEARCH: Programs = { functions: FUNCTIONS, triggers: TRIGGERS };
