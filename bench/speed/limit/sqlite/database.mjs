import Database from 'better-sqlite3';
import { COMMENTS, issueJson, WITH_ASSIGNEE } from './documents.mjs';
import { pages } from './pages.mjs';
import { reports } from './reports.mjs';
import { setWrites } from './sets.mjs';
import { writes } from './writes.mjs';

const DETAIL = `SELECT issue.version, ${issueJson(`, 'comments', ${COMMENTS}`)}
  FROM issues issue ${WITH_ASSIGNEE} WHERE issue.id = ? AND issue.deleted_at IS NULL`;

/** One connection and prepared statements, as durable as our server: one commit for each write. */
export function openDatabase(url) {
  const db = new Database(url.replace(/^sqlite:/, ''));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const write = transactions(db, 'BEGIN IMMEDIATE');
  const detail = db.prepare(DETAIL).raw();
  return {
    commentsName: ',"comments":',
    issue: (id) => detail.get(id),
    page: pages(db),
    ...reports(db, transactions(db, 'BEGIN')),
    ...writes(db, write),
    ...setWrites(db, write),
  };
}

function transactions(db, beginning) {
  const [begin, commit, rollBack] = [beginning, 'COMMIT', 'ROLLBACK'].map((sql) => db.prepare(sql));
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (db.inTransaction) rollBack.run();
      throw error;
    }
  };
}
