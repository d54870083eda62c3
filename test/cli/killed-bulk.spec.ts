import { MAX_BULK_ISSUES } from '../../src/issues/bulk-issues.service.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { createOperatedDatabase, ISSUES } from '../support/operated-database.js';

describe('killed bulk changes', () => {
  let database: Awaited<ReturnType<typeof createOperatedDatabase>>;

  beforeAll(async () => {
    database = await createOperatedDatabase(Math.min(ISSUES, MAX_BULK_ISSUES));
  });
  afterAll(() => database.drop());

  it('A killed bulk change has changed all of its issues, or none', async () => {
    const { url, run, killRepeatedly } = database;
    await tamper(url, "UPDATE issues SET priority = 'low'");
    const set = JSON.stringify({ priority: 'high', title: 'Changed at once' });
    const command = ['bulk', '--query', 'status=resolved', '--set', set, '--add-labels', 'all'];
    await killRepeatedly(
      [...command, '--yes'],
      async () => {
        const kinds = await rowsOf(
          url,
          `SELECT issues.priority, title = 'Changed at once' AS renamed, COUNT(label_id) > 0 AS labelled,
                  COUNT(*) AS issues
           FROM issues LEFT JOIN issue_labels ON issue_labels.issue_id = issues.id
           WHERE issues.status = 'resolved' GROUP BY 1, 2`,
        );
        expect(kinds).toHaveLength(1);
        const [{ priority, renamed, labelled } = {}] = kinds;
        expect([Boolean(renamed), Boolean(labelled)]).toEqual(Array(2).fill(priority === 'high'));
      },
      () =>
        tamper(
          url,
          "UPDATE issues SET priority = 'low', title = 'Before' WHERE status = 'resolved'",
        ).then(() => tamper(url, 'DELETE FROM issue_labels')),
    );
    expect(await run(['health'])).toBe(0);
  });
});
