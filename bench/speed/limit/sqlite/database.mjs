import Database from 'better-sqlite3';
import { COMMENTS, issueJson, WITH_ASSIGNEE } from './documents.mjs';
import { pages } from './pages.mjs';
import { reports } from './reports.mjs';

/** One connection and prepared statements, as durable as our server. */
export function openDatabase(url) {
  const db = new Database(url.replace(/^sqlite:/, ''));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const detail = db
    .prepare(
      `SELECT issue.version, ${issueJson(`, 'comments', ${COMMENTS}`)}
       FROM issues issue ${WITH_ASSIGNEE} WHERE issue.id = ? AND issue.deleted_at IS NULL`,
    )
    .raw();
  return { issue: (id) => detail.get(id), page: pages(db), ...reports(db) };
}
