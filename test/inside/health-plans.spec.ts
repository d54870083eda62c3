/** @once the plans are those of SQLite; PostgreSQL joins large tables by hashing them */
import Database from 'better-sqlite3';
import { LongReads } from '../../src/database/long-reads.js';
import { createTestApp } from '../support/create-test-app.js';
import { createIssue } from '../support/factories.js';

/** The inner side of a join that is read again, as a whole, for each row of the outer side. */
const QUADRATIC = /^SCAN \S+ (LEFT|RIGHT)-JOIN|^RIGHT-JOIN/;

describe('the plans of the health checks', () => {
  it('No check of the database compares each row of a table with each of another', async () => {
    const tracker = await createTestApp();
    await createIssue(tracker);
    const reads = tracker.app.get(LongReads);
    const read = reads.queryAll.bind(reads);
    const sent: string[][] = [];
    reads.queryAll = (statements) => {
      sent.push(statements.map(([text]) => text));
      return read(statements);
    };
    await tracker.http.get('/maintenance/health').expect(200);
    expect(sent.length).toBeGreaterThan(30);
    const database = new Database(tracker.databaseUrl.slice('sqlite:'.length));
    for (const statements of sent) {
      const query = statements.at(-1) ?? '';
      for (const statement of statements.slice(0, -1)) database.exec(statement);
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${query}`).all() as { detail: string }[];
      const steps = plan.map(({ detail }) => detail).filter((detail) => QUADRATIC.test(detail));
      expect([query, steps]).toEqual([query, []]);
    }
    database.close();
    await tracker.close();
  });
});
