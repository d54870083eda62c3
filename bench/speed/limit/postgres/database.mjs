import pg from 'pg';
import { COMMENTS, issueJson, WITH_ASSIGNEE } from './documents.mjs';
import { pages } from './pages.mjs';
import { reports } from './reports.mjs';
import { setWrites } from './sets.mjs';
import { writes } from './writes.mjs';

/** As many as our server has. */
const POOL_SIZE = 10;

const DETAIL = `SELECT issue.version, ${issueJson({ more: `, 'comments', ${COMMENTS}` })}::text
  FROM issues issue ${WITH_ASSIGNEE} WHERE issue.id = $1 AND issue.deleted_at IS NULL`;

/** A pool, and statements that each of its connections prepares once, by their names. */
export function openDatabase(connectionString) {
  const pool = new pg.Pool({ connectionString, max: POOL_SIZE });
  const rowsOf = asking(pool);
  return {
    commentsName: ', "comments" : ',
    issue: async (id) => (await rowsOf('detail', DETAIL, [id]))[0],
    page: pages(rowsOf),
    ...reports(rowsOf),
    ...writes(rowsOf),
    ...setWrites(rowsOf, (work) => transaction(pool, work)),
  };
}

const asking = (connection) => async (name, text, values) =>
  (await connection.query({ name, text, values, rowMode: 'array' })).rows;

async function transaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(asking(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
