import { tamper } from '../support/database-contents.js';
import { createOperatedDatabase } from '../support/operated-database.js';

/** Issues that `old-issues` removes in one transaction. */
const PURGED_AT_ONCE = 500;

describe('killed upkeep', () => {
  let database: Awaited<ReturnType<typeof createOperatedDatabase>>;

  beforeAll(async () => {
    database = await createOperatedDatabase();
  });
  afterAll(() => database.drop());

  it('A killed vacuum or purge leaves a consistent database', async () => {
    const { killRepeatedly, run, fill } = database;
    await killRepeatedly(['vacuum'], (before, after) => {
      expect(after).toBe(before);
    });
    const purge = ['old-issues', '--yes'];
    await killRepeatedly(
      purge,
      (before, after) => {
        expect((before - after) % PURGED_AT_ONCE).toBe(0);
      },
      fill,
    );
    expect(await run(['health'])).toBe(0);
  });

  it('A command that destroys changes nothing without --yes where nobody can be asked', async () => {
    const { url, run, possible } = database;
    await tamper(url, `UPDATE issues SET comments_count = 3 WHERE title = 'Extra'`);
    expect(await run(['health'])).toBe(3);
    // Without a backup there is nothing to ask about.
    expect(await run(['restore'])).toBe(possible ? 2 : 1);
    expect(await run(['reset'])).toBe(2);
    expect(await run(['health'])).toBe(3);
    expect(await run(['reset', '--yes'])).toBe(0);
    expect(await run(['health'])).toBe(0);
  });
});
