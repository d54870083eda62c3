import { Logger } from '@nestjs/common';
import { pino } from 'pino';
import { NestLog } from '../../src/common/logging/nest-log.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { createIssue, createUser } from '../support/factories.js';
import { expectProblem } from '../support/problem.js';

const SECRET = 'Nobody but the users may read this.';
const REFUSED = 'refused by the database';

/** The database refuses texts with these words, which the program does not expect. */
const refusal = (table: string, column: string) =>
  __DIALECT__ === 'sqlite'
    ? ['INSERT', 'UPDATE'].map(
        (event) => `CREATE TRIGGER refusal_${table}_${event} BEFORE ${event} ON ${table}
          WHEN new.${column} LIKE '%${REFUSED}%' BEGIN SELECT RAISE(ABORT, 'refusal'); END`,
      )
    : [`ALTER TABLE ${table} ADD CONSTRAINT refusal CHECK (${column} NOT LIKE '%${REFUSED}%')`];

describe('error log', () => {
  let tracker: TestApp;
  const lines: string[] = [];

  beforeAll(async () => {
    tracker = await createTestApp();
    Logger.overrideLogger(new NestLog(pino({}, { write: (line) => lines.push(line) })));
    const statements = [...refusal('issues', 'description'), ...refusal('comments', 'body')];
    await tamper(tracker.databaseUrl, ...statements);
  });
  afterAll(() => tracker.close());

  it('A database error is logged with its statement, and without what users wrote', async () => {
    const author_id = await createUser(tracker);
    const { id } = await createIssue(tracker);
    const issue = `/issues/${String(id)}`;
    const description = `${SECRET} ${REFUSED} ${'x'.repeat(90_000)}`;
    const { body: comment } = await tracker.http
      .post(`${issue}/comments`)
      .send({ body: SECRET, author_id })
      .expect(201);
    for (const response of [
      await tracker.http.post('/issues').send({ title: SECRET, description }),
      await tracker.http.patch(issue).send({ version: 1, title: SECRET, description }),
      await tracker.http.post(`${issue}/comments`).send({ body: description, author_id }),
      await tracker.http
        .patch(`${issue}/comments/${String(comment.id)}`)
        .send({ body: description }),
    ]) {
      lines.push(JSON.stringify(expectProblem(response, 500, 'INTERNAL_ERROR')));
    }
    const errors = lines.filter((line) => line.includes('refusal'));
    expect(errors).toHaveLength(4);
    expect(errors.filter((line) => /(INSERT INTO|UPDATE) /.test(line))).toHaveLength(4);
    expect(lines.join('')).not.toContain(SECRET);
    expect(lines.join('')).not.toContain(REFUSED);
    for (const line of errors) expect(line.length).toBeLessThan(20_000);
  });
});
