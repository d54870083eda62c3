import type { DialectName } from '../../config/database-url.js';
import { isIndexed, type Phrase, type SearchColumn } from './search-query.js';

/**
 * The full-text search of each database: their query languages have too little in common for `Dialect`.
 * An issue has a document of its own, and one for each comment.
 */
interface FullText {
  /** An expression for any of the phrases, in one column of an issue or in any text. */
  expression(phrases: readonly Phrase[], column?: SearchColumn): string;
  /** A condition: the row `issue` has a document for each expression, not all of them the same one. */
  hasAll(expressions: readonly string[]): string;
  /** A condition: no document of the row `issue` is found by the expression. */
  hasNone(expression: string): string;
  /**
   * A condition: the document of the row `issue` itself, without its comments, is found.
   *
   * @param issues a table of all issues for which this is asked
   */
  isFound(expression: string, issues?: string): string;
}

/**
 * A word with fewer documents is looked up first, and the other ones in its issues alone: so the search
 * for a rare word and a common one costs what there is of the rare one. Otherwise the index is read
 * for each word. FTS5 passes over thousands of documents in the time in which it finds a certain one.
 */
const FEW_DOCUMENTS = { sqlite: 20, postgres: 500 } as const;

/** SELECTs the expression that finds least, and the number of its documents, up to a few. */
const rarestOf = (
  expressions: readonly string[],
  few: number,
  find: (expression: string) => string,
) => `
  SELECT expression, documents FROM (${expressions
    .map(
      (expression) => `SELECT ${expression} AS expression, (SELECT COUNT(*) FROM
        (${find(expression)} LIMIT ${String(few)}) few) AS documents`,
    )
    .join(' UNION ALL ')}) AS counted ORDER BY documents LIMIT 1`;

const and = (conditions: readonly string[]) => conditions.map((one) => ` AND ${one}`).join('');

/** FTS5 numbers the documents: that of an issue by its id, that of a comment with it in the upper half. */
const ISSUE_OF_ROW = 'iif(rowid >> 31, rowid >> 31, rowid)';

const fts5 = (expression: string) => `FROM issue_search WHERE issue_search MATCH ${expression}`;

const fts5Issues = (expression: string) => `SELECT ${ISSUE_OF_ROW} AS id ${fts5(expression)}`;

/** With CROSS JOIN, a search that is not asked for does not begin. */
const SQLITE: FullText = {
  expression: ftsMatch,
  hasAll: ([first = '', ...others]) =>
    others.length === 0
      ? `issue.id IN (${fts5Issues(first)})`
      : `issue.id IN (
        WITH rarest AS MATERIALIZED (${rarestOf([first, ...others], FEW_DOCUMENTS.sqlite, (one) => `SELECT 1 ${fts5(one)}`)})
        SELECT id FROM (SELECT ${ISSUE_OF_ROW} AS id FROM rarest CROSS JOIN issue_search
          WHERE rarest.documents < ${String(FEW_DOCUMENTS.sqlite)}
            AND issue_search MATCH rarest.expression) AS candidate
        WHERE true${and(
          [first, ...others].map(
            (one) => `(EXISTS (SELECT 1 ${fts5(one)} AND rowid = candidate.id)
            OR EXISTS (SELECT 1 ${fts5(one)}
              AND rowid BETWEEN candidate.id << 31 AND (candidate.id + 1 << 31) - 1))`,
          ),
        )}
        UNION ALL
        SELECT ${ISSUE_OF_ROW} AS id FROM rarest CROSS JOIN issue_search
        WHERE rarest.documents >= ${String(FEW_DOCUMENTS.sqlite)}
          AND issue_search MATCH ${first}${and(
            others.map((one) => `${ISSUE_OF_ROW} IN (${fts5Issues(one)})`),
          )})`,
  hasNone: (expression) => `issue.id NOT IN (${fts5Issues(expression)})`,
  isFound: (expression, issues) => {
    const isInList = `issue.id IN (SELECT rowid ${fts5(expression)})`;
    if (issues === undefined) return isInList;
    return `iif((SELECT COUNT(*) FROM ${issues}) < ${String(FEW_DOCUMENTS.sqlite)},
      EXISTS (SELECT 1 ${fts5(expression)} AND rowid = issue.id), ${isInList})`;
  },
};

const isMatch = (expression: string) => `document @@ to_tsquery('simple', ${expression})`;

const documents = (expression: string) =>
  `FROM issue_search_documents WHERE ${isMatch(expression)}`;

/** An array, because the planner expects of a subquery that it finds many, and reads every issue. */
const isAnyOf = (query: string) => `issue.id = ANY (ARRAY(${query}))`;

const POSTGRES: FullText = {
  expression: tsQuery,
  hasAll: ([first = '', ...others]) =>
    others.length === 0
      ? isAnyOf(`SELECT issue_id ${documents(first)}`)
      : isAnyOf(`
        WITH rarest AS MATERIALIZED (
          ${rarestOf([first, ...others], FEW_DOCUMENTS.postgres, (one) => `SELECT 1 ${documents(one)}`)})
        SELECT issue_id FROM (SELECT DISTINCT issue_id FROM (
          SELECT issue_id ${documents('(SELECT expression FROM rarest)')}
            AND (SELECT documents FROM rarest) < ${String(FEW_DOCUMENTS.postgres)}
          LIMIT ${String(FEW_DOCUMENTS.postgres)}) AS few) AS candidate
        WHERE true${and(
          // As a value, since the planner would make a join of EXISTS.
          [first, ...others].map(
            (one) => `(SELECT true ${documents(one)} AND issue_id = candidate.issue_id LIMIT 1)`,
          ),
        )}
        UNION ALL
        SELECT issue_id ${documents(first)}
          AND (SELECT documents FROM rarest) >= ${String(FEW_DOCUMENTS.postgres)}${and(
            others.map((one) => `issue_id IN (SELECT issue_id ${documents(one)})`),
          )}`),
  hasNone: (expression) => `NOT EXISTS (SELECT 1 ${documents(expression)} AND issue_id = issue.id)`,
  // Its index knows no columns, and would read every document that has the word in any.
  isFound: (expression) => `(SELECT ${isMatch(expression)} FROM issue_search_documents
    WHERE issue_id = issue.id AND comment_id = 0)`,
};

export const FULL_TEXT: Readonly<Record<DialectName, FullText>> = {
  sqlite: SQLITE,
  postgres: POSTGRES,
};

const WEIGHT_OF = { title: 'A', description: 'B' } as const;

/** The FTS5 expression that any of the phrases is there, in one column or in any. */
function ftsMatch(phrases: readonly Phrase[], column?: SearchColumn): string {
  const terms = phrases.map((words) => `"${words.join(' ')}"`).join(' OR ');
  return column === undefined ? terms : `${column} : (${terms})`;
}

/** The same for `to_tsquery`. A phrase stays within one of the texts, as in FTS5. */
function tsQuery(phrases: readonly Phrase[], column?: SearchColumn): string {
  const weights = column === undefined ? ['A', 'B', 'C'] : [WEIGHT_OF[column]];
  const terms = phrases.filter(isIndexed).map((words) => {
    if (words.length === 1 && column === undefined) return `'${words[0] ?? ''}'`;
    const terms = weights.map((weight) => words.map((word) => `'${word}':${weight}`).join(' <-> '));
    return `(${terms.map((term) => `(${term})`).join(' | ')})`;
  });
  return terms.join(' | ');
}
