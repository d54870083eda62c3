import { issueJson, WITH_ASSIGNEE } from './documents.mjs';

const PRESENT = 'issue.deleted_at IS NULL';
const NEWEST_FIRST = 'issue.created_at DESC, issue.id DESC';
const KEYS = 'issue.created_at, issue.id';

/**
 * One statement for a page: each row has an issue's JSON, the total, and the keys it is sorted by.
 * CROSS JOIN keeps the order of what is found.
 */
const pageStatement = ({ found, total, keys }) => `
  SELECT ${issueJson()}, (${total}), ${keys.map((key) => `page.${key}`).join(', ')}
  FROM (${found} LIMIT $limit OFFSET $offset) page
  CROSS JOIN issues issue ON issue.id = page.id ${WITH_ASSIGNEE}`;

const byCreation = (condition, total) =>
  pageStatement({
    found: `SELECT ${KEYS} FROM issues issue WHERE ${condition} ORDER BY ${NEWEST_FIRST}`,
    total,
    keys: ['created_at', 'id'],
  });

const TOTAL = 'SELECT sum(issues) FROM issue_counts';

const THREE_FILTERS = `coalesce(issue.assignee_id, 0) = $assignee_id
  AND issue.status = $status AND issue.priority = $priority`;

const THREE_TOTAL = `${TOTAL}
  WHERE status = $status AND priority = $priority AND assignee_id = $assignee_id`;

const matches = (match) => `FROM issue_search WHERE issue_search MATCH ${match}`;

/** The issue itself has a document under its id, and a comment one with that in the upper half. */
const ISSUE_OF_ROW = 'iif(rowid >> 31, rowid >> 31, rowid)';

const holds = (column, index) =>
  `EXISTS (SELECT 1 ${matches(`$${column}${index}`)} AND rowid = issue.id)`;

/** A word counts 4 in the title, 2 in the description and 1 in a comment. */
const worth = (index) =>
  `CASE WHEN ${holds('title', index)} THEN 4 WHEN ${holds('description', index)} THEN 2 ELSE 1 END`;

const searchStatement = (words) => {
  const all = words.map(
    (_word, index) => `id IN (SELECT ${ISSUE_OF_ROW} ${matches(`$word${index}`)})`,
  );
  return `WITH found AS MATERIALIZED (
    SELECT id FROM issues issue WHERE ${[PRESENT, ...all].join(' AND ')})
  ${pageStatement({
    found: `SELECT ${words.map((_word, index) => worth(index)).join(' + ')} AS relevance, ${KEYS}
      FROM found CROSS JOIN issues issue ON issue.id = found.id
      ORDER BY relevance DESC, ${NEWEST_FIRST}`,
    total: 'SELECT count(*) FROM found',
    keys: ['relevance', 'created_at', 'id'],
  })}`;
};

/** Reads the pages that the bench asks for; each kind is prepared once. */
export function pages(db) {
  const prepared = new Map();
  const statement = (kind, text) => {
    if (!prepared.has(kind)) prepared.set(kind, db.prepare(text()).raw());
    return prepared.get(kind);
  };
  return ({ q, ...filters }, { after, offset, limit }) => {
    const range = { offset, limit };
    if (q !== undefined) {
      const words = q.split(' ').map((word) => `"${word.replaceAll('"', '')}"`);
      const search = statement(words.length, () => searchStatement(words));
      return search.all({ ...range, ...expressionsOf(words) });
    }
    if (after !== undefined) {
      const [created_at, id] = after;
      const condition = `(${KEYS}) < ($created_at, $id) AND ${PRESENT}`;
      return statement('cursor', () => byCreation(condition, TOTAL)).all({
        ...range,
        created_at,
        id,
      });
    }
    if (filters.status === undefined) {
      return statement('page', () => byCreation(PRESENT, TOTAL)).all(range);
    }
    const condition = `${THREE_FILTERS} AND ${PRESENT}`;
    return statement('filters', () => byCreation(condition, THREE_TOTAL)).all({
      ...range,
      ...filters,
      assignee_id: Number(filters.assignee_id),
    });
  };
}

const expressionsOf = (words) =>
  Object.fromEntries(
    words.flatMap((word, index) => [
      [`word${index}`, word],
      ...['title', 'description'].map((column) => [`${column}${index}`, `${column} : (${word})`]),
    ]),
  );
