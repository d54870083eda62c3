import type { DialectName } from '../../config/database-url.js';

/**
 * The expected document of each issue in the full-text index; triggers of the migrations build the same.
 * SQLite's index stores no text: it is compared with a second index that is built for that.
 */
const DOCUMENTS: Readonly<Record<DialectName, string>> = {
  sqlite: `SELECT id, title, coalesce(description, ''),
      coalesce((SELECT group_concat(body, ' ' ORDER BY id) FROM comments WHERE issue_id = issues.id), '')
    FROM issues`,
  postgres: `SELECT id AS issue_id, search_document(title, description, coalesce(
      (SELECT string_agg(body, ' ' ORDER BY comments.id) FROM comments
       WHERE comments.issue_id = issues.id), '')) AS document
    FROM issues`,
};

const SQLITE_REBUILD = [
  `CREATE VIRTUAL TABLE temp.search_rebuilt USING fts5(
     title, description, comments, content = '', tokenize = 'unicode61 remove_diacritics 0')`,
  `INSERT INTO temp.search_rebuilt (rowid, title, description, comments) ${DOCUMENTS.sqlite}`,
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

/** Selects the ids of issues whose indexed document is not that of their text. */
export const OUTDATED_DOCUMENTS: Readonly<
  Record<DialectName, { readonly setup: readonly string[]; readonly query: string }>
> = {
  sqlite: {
    setup: SQLITE_REBUILD,
    // Only the occurrences of words that differ are compared: those of all words would be too many.
    query: `WITH off AS MATERIALIZED (
        SELECT * FROM (${wordsOf('kept', 'rebuilt')} UNION ${wordsOf('rebuilt', 'kept')}) LIMIT 1000)
      SELECT DISTINCT doc AS id FROM (${onlyIn('kept', 'rebuilt')} UNION ALL ${onlyIn('rebuilt', 'kept')})
      WHERE doc IN (SELECT id FROM issues) AND doc IN (SELECT rowid FROM issue_search)`,
  },
  postgres: {
    setup: [],
    query: `SELECT issue_id AS id FROM (${DOCUMENTS.postgres}) AS rebuilt
      JOIN issue_search AS kept USING (issue_id) WHERE kept.document <> rebuilt.document`,
  },
};

/** Rebuilds the index of every issue. */
export const REBUILD_SEARCH_INDEX: Readonly<Record<DialectName, readonly string[]>> = {
  sqlite: [
    `INSERT INTO issue_search (issue_search) VALUES ('delete-all')`,
    `INSERT INTO issue_search (rowid, title, description, comments) ${DOCUMENTS.sqlite}`,
  ],
  postgres: [
    'LOCK TABLE issues, comments IN SHARE ROW EXCLUSIVE MODE',
    'DELETE FROM issue_search',
    `INSERT INTO issue_search (issue_id, document) ${DOCUMENTS.postgres}`,
  ],
};
