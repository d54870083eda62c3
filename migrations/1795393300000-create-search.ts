import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The full-text index, kept in step by the database itself: one document for each issue, of its
 * title, its description and all its comments.
 *
 * Both dialects index the same words: runs of letters and digits, in lower case, not stemmed.
 * PostgreSQL's own parser would take addresses, paths and hyphenated words for single words, so
 * everything that is no letter or digit becomes a space before it sees the text.
 */
export class CreateSearch1795393300000 implements MigrationInterface {
  name = 'CreateSearch1795393300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements(runner).up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of statements(runner).down) await runner.query(statement);
  }
}

const statements = (runner: QueryRunner) =>
  runner.dataSource.options.type === 'postgres' ? POSTGRES : SQLITE;

const COMMENTS = (issueId: string) =>
  `coalesce((SELECT group_concat(body, ' ' ORDER BY id) FROM comments WHERE issue_id = ${issueId}), '')`;

const SQLITE_TRIGGERS = {
  issue_search_issue_inserted: `AFTER INSERT ON issues BEGIN
    INSERT INTO issue_search (rowid, title, description, comments)
    VALUES (new.id, new.title, coalesce(new.description, ''), '');
  END`,
  issue_search_issue_updated: `AFTER UPDATE OF title, description ON issues BEGIN
    DELETE FROM issue_search WHERE rowid = new.id;
    INSERT INTO issue_search (rowid, title, description, comments)
    VALUES (new.id, new.title, coalesce(new.description, ''), ${COMMENTS('new.id')});
  END`,
  issue_search_issue_deleted: `AFTER DELETE ON issues BEGIN
    DELETE FROM issue_search WHERE rowid = old.id;
  END`,
  ...Object.fromEntries(
    (
      [
        ['inserted', 'INSERT', 'new'],
        ['updated', 'UPDATE OF body', 'new'],
        ['deleted', 'DELETE', 'old'],
      ] as const
    ).map(([name, event, row]) => [
      `issue_search_comment_${name}`,
      `AFTER ${event} ON comments BEGIN
        DELETE FROM issue_search WHERE rowid = ${row}.issue_id;
        INSERT INTO issue_search (rowid, title, description, comments)
        SELECT id, title, coalesce(description, ''), ${COMMENTS('issues.id')}
        FROM issues WHERE id = ${row}.issue_id;
      END`,
    ]),
  ),
};

const SQLITE = {
  up: [
    `CREATE VIRTUAL TABLE issue_search USING fts5(
      title, description, comments,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0')`,
    `INSERT INTO issue_search (rowid, title, description, comments)
      SELECT id, title, coalesce(description, ''), ${COMMENTS('issues.id')} FROM issues`,
    ...Object.entries(SQLITE_TRIGGERS).map(([name, body]) => `CREATE TRIGGER ${name} ${body}`),
  ],
  down: [
    ...Object.keys(SQLITE_TRIGGERS).map((name) => `DROP TRIGGER ${name}`),
    'DROP TABLE issue_search',
  ],
};

/** Punctuation, symbols and spaces, by code point: character classes depend on the locale. */
const SEPARATORS = [
  '\\u0001-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8',
  '\\u00bb\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u20a0-\\u20cf\\u2100-\\u2bff\\u3000-\\u3004',
  '\\u3007-\\u3020\\ufe00-\\ufe0f\\U0001f000-\\U0001faff',
].join('');

const VECTOR = (text: string, weight: 'A' | 'B' | 'C') =>
  `setweight(to_tsvector('simple', search_words(${text})), '${weight}')`;

const POSTGRES = {
  up: [
    `CREATE FUNCTION search_words(content text) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
      AS $$ SELECT regexp_replace(content, '[${SEPARATORS}]+', ' ', 'g') $$`,
    `CREATE TABLE issue_search (
      issue_id integer PRIMARY KEY REFERENCES issues (id) ON DELETE CASCADE,
      document tsvector NOT NULL)`,
    `CREATE FUNCTION search_document(title text, description text, comments text) RETURNS tsvector
      LANGUAGE plpgsql IMMUTABLE AS $$
      BEGIN
        RETURN ${VECTOR('title', 'A')} || ${VECTOR("coalesce(description, '')", 'B')}
          || ${VECTOR('comments', 'C')};
      EXCEPTION WHEN program_limit_exceeded THEN
        -- A tsvector holds at most a megabyte: the comments are cut before a write would fail.
        RETURN search_document(title, description, left(comments, 100000));
      END $$`,
    `CREATE FUNCTION refresh_issue_search(changed integer[]) RETURNS void
      LANGUAGE sql AS $$
        INSERT INTO issue_search (issue_id, document)
        SELECT id, search_document(title, description, coalesce((
          SELECT string_agg(body, ' ' ORDER BY comments.id) FROM comments
          WHERE comments.issue_id = issues.id), ''))
        FROM issues WHERE id = ANY (changed)
        ON CONFLICT (issue_id) DO UPDATE SET document = excluded.document
      $$`,
    `SELECT refresh_issue_search(array(SELECT id FROM issues))`,
    'CREATE INDEX issue_search_document ON issue_search USING gin (document)',
    `CREATE FUNCTION index_inserted_issues() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO issue_search (issue_id, document)
        SELECT id, search_document(title, description, '') FROM inserted;
        RETURN NULL;
      END $$`,
    `CREATE TRIGGER issue_search_issue_inserted AFTER INSERT ON issues
      REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION index_inserted_issues()`,
    `CREATE FUNCTION index_updated_issue() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM refresh_issue_search(ARRAY[NEW.id]); RETURN NULL; END $$`,
    `CREATE TRIGGER issue_search_issue_updated AFTER UPDATE OF title, description ON issues
      FOR EACH ROW EXECUTE FUNCTION index_updated_issue()`,
    `CREATE FUNCTION index_changed_comments() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM refresh_issue_search(array(SELECT DISTINCT issue_id FROM changed));
        RETURN NULL;
      END $$`,
    ...(
      [
        ['inserted', 'INSERT', 'NEW'],
        ['updated', 'UPDATE', 'NEW'],
        ['deleted', 'DELETE', 'OLD'],
      ] as const
    ).map(
      ([name, event, rows]) => `CREATE TRIGGER issue_search_comment_${name} AFTER ${event}
        ON comments REFERENCING ${rows} TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION index_changed_comments()`,
    ),
  ],
  down: [
    ...['inserted', 'updated', 'deleted'].map(
      (event) => `DROP TRIGGER issue_search_comment_${event} ON comments`,
    ),
    ...['inserted', 'updated'].map((event) => `DROP TRIGGER issue_search_issue_${event} ON issues`),
    'DROP FUNCTION index_changed_comments()',
    'DROP FUNCTION index_updated_issue()',
    'DROP FUNCTION index_inserted_issues()',
    'DROP FUNCTION refresh_issue_search(integer[])',
    'DROP FUNCTION search_document(text, text, text)',
    'DROP TABLE issue_search',
    'DROP FUNCTION search_words(text)',
  ],
};
