import { issueJson, timeText, WITH_ASSIGNEE } from './documents.mjs';

const PRESENT = 'issue.deleted_at IS NULL';
const KEYS = 'issue.created_at, issue.id';
const NEWEST_FIRST = 'issue.created_at DESC, issue.id DESC';

/**
 * One statement for a page, of which $1 is the limit and $2 the offset: each row has an issue's JSON,
 * the total, and the keys it is sorted by.
 */
const pageStatement = ({ found, total, keys }) => `
  SELECT ${issueJson()}::text, (${total}), ${keys.map(shown).join(', ')}
  FROM (${found} LIMIT $1 OFFSET $2) page
  JOIN issues issue ON issue.id = page.id ${WITH_ASSIGNEE}
  ORDER BY ${keys.map((key) => `page.${key} DESC`).join(', ')}`;

const shown = (key) => (key === 'created_at' ? timeText('page.created_at') : `page.${key}`);

const byCreation = (condition, total) =>
  pageStatement({
    found: `SELECT ${KEYS} FROM issues issue WHERE ${condition} ORDER BY ${NEWEST_FIRST}`,
    total,
    keys: ['created_at', 'id'],
  });

const TOTAL = 'SELECT sum(issues) FROM issue_counts';

const FIRST = byCreation(PRESENT, TOTAL);

const AFTER = byCreation(`(${KEYS}) < ($3::timestamptz, $4::integer) AND ${PRESENT}`, TOTAL);

const THREE_FILTERS = byCreation(
  `issue.status = $3 AND issue.priority = $4 AND coalesce(issue.assignee_id, 0) = $5 AND ${PRESENT}`,
  `${TOTAL} WHERE status = $3 AND priority = $4 AND assignee_id = $5`,
);

const matches = (parameter) =>
  `FROM issue_search_documents WHERE document @@ to_tsquery('simple', $${parameter})`;

const WORD = 3;

/** A word counts 4 in the title, 2 in the description and 1 in a comment. */
const worth = (index) => {
  const holds = (parameter) =>
    `EXISTS (SELECT 1 ${matches(parameter)} AND issue_id = issue.id AND comment_id = 0)`;
  const [title, description] = [WORD + 3 * index + 1, WORD + 3 * index + 2];
  return `CASE WHEN ${holds(title)} THEN 4 WHEN ${holds(description)} THEN 2 ELSE 1 END`;
};

const searchStatement = (words) => {
  const all = words.map(
    (_word, index) => `issue.id IN (SELECT issue_id ${matches(WORD + 3 * index)})`,
  );
  return `WITH found AS MATERIALIZED (
    SELECT issue.id FROM issues issue WHERE ${[PRESENT, ...all].join(' AND ')})
  ${pageStatement({
    found: `SELECT ${words.map((_word, index) => worth(index)).join(' + ')} AS relevance, ${KEYS}
      FROM found JOIN issues issue ON issue.id = found.id
      ORDER BY relevance DESC, ${NEWEST_FIRST}`,
    total: 'SELECT count(*) FROM found',
    keys: ['relevance', 'created_at', 'id'],
  })}`;
};

/** Reads the pages that the bench asks for. */
export function pages(rowsOf) {
  return ({ q, status, priority, assignee_id }, { after, offset, limit }) => {
    const range = [limit, offset];
    if (q !== undefined) {
      const words = q.split(' ').map((word) => `'${word.replaceAll("'", '')}'`);
      const expressions = words.flatMap((word) => [word, `${word}:A`, `${word}:B`]);
      return rowsOf(`search ${words.length}`, searchStatement(words), [...range, ...expressions]);
    }
    if (after !== undefined) return rowsOf('after', AFTER, [...range, ...after]);
    if (status === undefined) return rowsOf('first', FIRST, range);
    return rowsOf('filters', THREE_FILTERS, [...range, status, priority, Number(assignee_id)]);
  };
}
