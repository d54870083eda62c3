import { join } from 'node:path';
import { createOperatedDatabase, KILLS, seeded } from '../support/operated-database.js';

const MANIFEST = '.manifest.json';

describe('interrupted commands', () => {
  let database: Awaited<ReturnType<typeof createOperatedDatabase>>;

  beforeAll(async () => {
    database = await createOperatedDatabase();
  });
  afterAll(() => database.drop());

  it('A command that is interrupted by Ctrl-C leaves no partial file behind', async () => {
    const { folder, possible, run, runAlone, countIssues } = database;
    const random = seeded(7);
    for (const command of [
      ...(possible ? [['backup'], ['restore', '--yes']] : []),
      ['vacuum'],
      ['old-issues', '--yes'],
      ['reset', '--yes'],
      ['transfer', '--to', `sqlite:${join(folder, 'target.db')}`],
    ]) {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const code = await runAlone(command, 200 + 800 * random(), 'SIGINT');
        expect([command, [0, 1, 130, null]]).toEqual([command, expect.arrayContaining([code])]);
        await countIssues();
        const files = await database.files();
        const manifests = files.filter((name) => name.endsWith(MANIFEST));
        expect(await database.backupFiles()).toEqual(
          manifests.map((name) => name.slice(0, -MANIFEST.length)).sort(),
        );
        expect(files).toHaveLength(2 * manifests.length);
      }
    }
    expect(await run(['health'])).toBe(0);
  });
});
