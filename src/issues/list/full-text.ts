import type { DialectName } from '../../config/database-url.js';
import { isIndexed, type Phrase, type SearchColumn } from './search-query.js';

/**
 * The full-text search of each database: their query languages have too little in common for `Dialect`.
 */
interface FullText {
  /** An expression for all or any of the phrases, in one column or in any. */
  expression(phrases: readonly Phrase[], operator: 'AND' | 'OR', column?: SearchColumn): string;
  /** Selects the ids of the issues that an expression finds. */
  documents(expression: string): string;
  /** A condition: the expression matches the row `issue`. */
  isFound(expression: string): string;
}

const fts5Documents = (expression: string) =>
  `SELECT rowid FROM issue_search WHERE issue_search MATCH ${expression}`;

export const FULL_TEXT: Readonly<Record<DialectName, FullText>> = {
  sqlite: {
    expression: ftsMatch,
    documents: fts5Documents,
    isFound: (expression) => `issue.id IN (${fts5Documents(expression)})`,
  },
  postgres: {
    expression: tsQuery,
    documents: (expression) =>
      `SELECT issue_id FROM issue_search WHERE document @@ to_tsquery('simple', ${expression})`,
    // Its index knows no columns, and would read every document that has the word in any.
    isFound: (expression) =>
      `(SELECT document FROM issue_search WHERE issue_id = issue.id)
       @@ to_tsquery('simple', ${expression})`,
  },
};

const WEIGHT_OF = { title: 'A', description: 'B' } as const;

/** The FTS5 expression that all of the phrases are there, in one column or in any. */
function ftsMatch(
  phrases: readonly Phrase[],
  operator: 'AND' | 'OR',
  column?: SearchColumn,
): string {
  const terms = phrases.map((words) => `"${words.join(' ')}"`).join(` ${operator} `);
  return column === undefined ? terms : `${column} : (${terms})`;
}

/** The same for `to_tsquery`. A phrase stays within one of the three texts, as in FTS5. */
function tsQuery(
  phrases: readonly Phrase[],
  operator: 'AND' | 'OR',
  column?: SearchColumn,
): string {
  const weights = column === undefined ? ['A', 'B', 'C'] : [WEIGHT_OF[column]];
  const terms = phrases.filter(isIndexed).map((words) => {
    if (words.length === 1 && column === undefined) return `'${words[0] ?? ''}'`;
    const terms = weights.map((weight) => words.map((word) => `'${word}':${weight}`).join(' <-> '));
    return `(${terms.map((term) => `(${term})`).join(' | ')})`;
  });
  return terms.join(operator === 'AND' ? ' & ' : ' | ');
}
