import Database from 'better-sqlite3';
import pg from 'pg';

/** A transaction of another program that has run one statement, and stays open until it is ended. */
export async function heldOpen(
  url: string,
  statement: string,
): Promise<{ commit(): Promise<void>; end(): Promise<void> }> {
  if (url.startsWith('sqlite:')) {
    const db = new Database(url.slice('sqlite:'.length));
    db.exec('BEGIN');
    db.prepare(statement).all();
    const close = () => Promise.resolve(void db.close());
    return { commit: () => Promise.resolve(void db.exec('COMMIT')).then(close), end: close };
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement);
  const end = () => client.end();
  return { commit: () => client.query('COMMIT').then(end), end };
}
