import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import type { IssueBody } from '../support/factories.js';
import { itWith } from '../support/installed.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { runShell } from '../support/shell.js';

/** The examples of the tracker that this one replaces, each with the status of its response. */
const COMMANDS: readonly (readonly [string, number])[] = [
  [
    `curl -X POST "http://localhost:8000/issues" \\
       -H "Content-Type: application/json" \\
       -d '{"title": "Fix login bug", "description": "Users cannot log in", "priority": "high", "assignee_id": 1}'`,
    201,
  ],
  [
    `curl -X PATCH "http://localhost:8000/issues/1" \\
       -H "Content-Type: application/json" \\
       -d '{"status": "in_progress", "version": 1}'`,
    200,
  ],
  [
    `curl -X POST "http://localhost:8000/issues/1/comments" \\
       -H "Content-Type: application/json" \\
       -d '{"body": "Working on this now", "author_id": 1}'`,
    201,
  ],
  [
    `curl -X PUT "http://localhost:8000/issues/1/labels" \\
       -H "Content-Type: application/json" \\
       -d '{"label_names": ["bug", "urgent", "backend"]}'`,
    200,
  ],
  [
    `curl -X POST "http://localhost:8000/issues/bulk-status" \\
       -H "Content-Type: application/json" \\
       -d '{"issue_ids": [1, 2, 3], "status": "resolved"}'`,
    200,
  ],
  [`curl -X POST "http://localhost:8000/issues/import" -F "file=@sample_issues.csv"`, 200],
  [`curl "http://localhost:8000/reports/top-assignees?limit=10"`, 200],
  [`curl "http://localhost:8000/reports/latency"`, 200],
];

const SAMPLE_CSV = `title,description,status,priority,assignee_id
Fix login bug,Users cannot log in,open,high,1
Add dark mode,,in_progress,medium,2
Update documentation,"Installation, usage",open,low,
`;

describe('sample data', () => {
  let database: TestDatabase;
  let server: ServerProcess;

  beforeEach(async () => {
    database = await createTestDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      MIGRATE_ON_START: 'true',
      SEED_NEW_DATABASE: 'true',
    });
  });
  afterEach(async () => {
    await server.end();
    await database.drop();
  });

  const get = async <T>(path: string) => (await (await fetch(`${server.url}${path}`)).json()) as T;

  it('The sample issues are at version 1 with their labels and comments, and so is their history', async () => {
    const { items } = await get<{ items: IssueBody[] }>('/issues?sort=id');
    expect(items.map(({ id, version }) => [id, version])).toEqual(
      [1, 2, 3, 4, 5].map((id) => [id, 1]),
    );
    expect(items[0]).toMatchObject({
      labels: [{ name: 'bug' }, { name: 'urgent' }],
      comments_count: 2,
    });
    expect(await get('/issues/1/timeline')).toMatchObject([
      { event_type: 'created', details: { status: 'open', assignee_id: 1 } },
      { event_type: 'label_added', details: { name: 'bug' } },
      { event_type: 'label_added', details: { name: 'urgent' } },
      { event_type: 'comment_added', user: { username: 'bob' } },
      { event_type: 'comment_added', user: { username: 'alice' } },
    ]);
  });

  itWith('curl')(
    'The eight examples of the tracker that this one replaces succeed one after the other',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sample-data-'));
      try {
        writeFileSync(join(folder, 'sample_issues.csv'), SAMPLE_CSV);
        for (const [command, status] of COMMANDS) {
          const ended = await runShell(
            command.replace('http://localhost:8000', server.url),
            folder,
          );
          expect([command, ended]).toMatchObject([command, { code: 0, statuses: [status] }]);
        }
        expect(await get('/issues/1')).toMatchObject({ status: 'resolved', version: 4 });
        expect(await get('/reports/top-assignees')).toMatchObject(
          expect.arrayContaining([expect.objectContaining({ assignee_id: 1, resolved_count: 1 })]),
        );
        expect((await get<{ total: number }>('/issues')).total).toBe(9);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
