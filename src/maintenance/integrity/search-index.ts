import type { DialectName } from '../../config/database-url.js';

/*
 * Each issue and each comment has a document in the full-text index; triggers of the migrations build the
 * same ones. SQLite numbers those of comments with the issue in the upper half, and PostgreSQL has the
 * comment 0 for an issue's own.
 */

const POSTGRES_DOCUMENTS = `
  SELECT id AS issue_id, 0 AS comment_id, search_document(title, description, '') AS document
  FROM issues
  UNION ALL SELECT issue_id, id, search_document('', '', body) FROM comments`;

/** In the order of the numbers, in which FTS5 stores documents faster. */
const insertSqliteDocuments = (table: string) =>
  [
    "SELECT id, title, coalesce(description, ''), '' FROM issues ORDER BY id",
    "SELECT issue_id << 31 | id, '', '', body FROM comments ORDER BY issue_id, id",
  ].map((documents) => `INSERT INTO ${table} (rowid, title, description, comments) ${documents}`);

/** The documents that there are, with `issue_id` and `comment_id`. */
const KEPT: Readonly<Record<DialectName, string>> = {
  sqlite: `(SELECT iif(rowid >> 31, rowid >> 31, rowid) AS issue_id,
    iif(rowid >> 31, rowid & 2147483647, 0) AS comment_id FROM issue_search)`,
  postgres: 'issue_search_documents',
};

const amiss = (dialect: DialectName) => {
  const kept = `SELECT issue_id, comment_id FROM ${KEPT[dialect]} AS kept`;
  const expected = 'SELECT id, 0 FROM issues UNION ALL SELECT issue_id, id FROM comments';
  return {
    missing: {
      issues: `SELECT id FROM (SELECT id, 0 AS comment_id FROM issues EXCEPT ${kept}) AS missing`,
      comments: `SELECT id FROM (SELECT issue_id, id FROM comments EXCEPT ${kept}) AS missing`,
    },
    other: `SELECT issue_id AS id FROM (${kept} EXCEPT SELECT * FROM (${expected}) AS expected) AS other`,
  };
};

/** Select the ids of what has no document, and those of issues with a document of nothing. */
export const DOCUMENTS_AMISS = { sqlite: amiss('sqlite'), postgres: amiss('postgres') };

/** SQLite's index stores no text: it is compared with a second index that is built for that. */
const SQLITE_REBUILD = [
  `CREATE VIRTUAL TABLE temp.search_rebuilt USING fts5(
     title, description, comments, content = '', tokenize = 'unicode61 remove_diacritics 0')`,
  ...insertSqliteDocuments('temp.search_rebuilt'),
  ...[
    ['kept', 'main', 'issue_search'],
    ['rebuilt', 'temp', 'search_rebuilt'],
  ].flatMap(([name = '', schema = '', table = '']) => [
    `CREATE VIRTUAL TABLE temp.words_${name} USING fts5vocab('${schema}', '${table}', 'col')`,
    `CREATE VIRTUAL TABLE temp.occurrences_${name} USING fts5vocab('${schema}', '${table}', 'instance')`,
  ]),
];

const wordsOf = (one: string, other: string) =>
  `SELECT term FROM (SELECT term, col, doc, cnt FROM words_${one}
                     EXCEPT SELECT term, col, doc, cnt FROM words_${other})`;

const occurrencesOf = (name: string) =>
  `SELECT occurrence.term, occurrence.doc, occurrence.col, occurrence.offset
   FROM off CROSS JOIN occurrences_${name} AS occurrence ON occurrence.term = off.term`;

const onlyIn = (one: string, other: string) =>
  `SELECT doc FROM (${occurrencesOf(one)} EXCEPT ${occurrencesOf(other)})`;

/** Selects the ids of issues with a document that is not that of its text. */
export const OUTDATED_DOCUMENTS: Readonly<
  Record<DialectName, { readonly setup: readonly string[]; readonly query: string }>
> = {
  sqlite: {
    setup: SQLITE_REBUILD,
    // Only the occurrences of words that differ are compared: those of all words would be too many.
    query: `WITH off AS MATERIALIZED (
        SELECT * FROM (${wordsOf('kept', 'rebuilt')} UNION ${wordsOf('rebuilt', 'kept')}) LIMIT 1000)
      SELECT DISTINCT iif(doc >> 31, doc >> 31, doc) AS id
      FROM (${onlyIn('kept', 'rebuilt')} UNION ALL ${onlyIn('rebuilt', 'kept')})
      WHERE doc IN (SELECT rowid FROM search_rebuilt) AND doc IN (SELECT rowid FROM issue_search)`,
  },
  postgres: {
    setup: [],
    query: `SELECT DISTINCT issue_id AS id FROM (${POSTGRES_DOCUMENTS}) AS rebuilt
      JOIN issue_search_documents AS kept USING (issue_id, comment_id)
      WHERE kept.document <> rebuilt.document`,
  },
};

/** Rebuilds the index. */
export const REBUILD_SEARCH_INDEX: Readonly<Record<DialectName, readonly string[]>> = {
  sqlite: [
    `INSERT INTO issue_search (issue_search) VALUES ('delete-all')`,
    ...insertSqliteDocuments('issue_search'),
  ],
  postgres: [
    'LOCK TABLE issues, comments IN SHARE ROW EXCLUSIVE MODE',
    'DELETE FROM issue_search_documents',
    `INSERT INTO issue_search_documents (issue_id, comment_id, document) ${POSTGRES_DOCUMENTS}`,
  ],
};
