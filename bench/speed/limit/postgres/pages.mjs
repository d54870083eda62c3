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

const FOUND = `FROM issue_search search JOIN issues issue ON issue.id = search.issue_id
  WHERE search.document @@ to_tsquery('simple', $3) AND ${PRESENT}`;

/** A word counts 4 in the title, 2 in the description and 1 in a comment. */
const worth = (index) => `CASE
  WHEN search.document @@ to_tsquery('simple', $${4 + 2 * index}) THEN 4
  WHEN search.document @@ to_tsquery('simple', $${5 + 2 * index}) THEN 2 ELSE 1 END`;

const searchStatement = (words) =>
  pageStatement({
    found: `SELECT ${words.map((_word, index) => worth(index)).join(' + ')} AS relevance, ${KEYS}
      ${FOUND} ORDER BY relevance DESC, ${NEWEST_FIRST}`,
    total: `SELECT count(*) ${FOUND}`,
    keys: ['relevance', 'created_at', 'id'],
  });

/** Reads the pages that the bench asks for. */
export function pages(rowsOf) {
  return ({ q, status, priority, assignee_id }, { after, offset, limit }) => {
    const range = [limit, offset];
    if (q !== undefined) {
      const words = q.split(' ').map((word) => `'${word.replaceAll("'", '')}'`);
      const columns = words.flatMap((word) => [`${word}:A`, `${word}:B`]);
      const values = [...range, words.join(' & '), ...columns];
      return rowsOf(`search ${words.length}`, searchStatement(words), values);
    }
    if (after !== undefined) return rowsOf('after', AFTER, [...range, ...after]);
    if (status === undefined) return rowsOf('first', FIRST, range);
    return rowsOf('filters', THREE_FILTERS, [...range, status, priority, Number(assignee_id)]);
  };
}
