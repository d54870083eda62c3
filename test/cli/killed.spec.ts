import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOST_ID } from '../../src/common/host-id.js';
import { tamper } from '../support/database-contents.js';
import { createOperatedDatabase, ISSUES, KILLS, seeded } from '../support/operated-database.js';
import { backupsArePossible } from '../support/postgres-tools.js';

const possible = await backupsArePossible();

describe('killed commands', () => {
  let database: Awaited<ReturnType<typeof createOperatedDatabase>>;

  beforeAll(async () => {
    database = await createOperatedDatabase();
  });
  afterAll(() => database.drop());

  it('A killed command leaves a consistent database and no unfinished backup', async () => {
    const { url, run, runAlone, countIssues, fill } = database;
    const random = seeded(6);
    const [base = ''] = await database.backupFiles();
    for (const command of [
      ...(possible ? [['backup'], ['restore', base, '--yes']] : []),
      ['vacuum'],
      ['old-issues', '--yes'],
    ]) {
      const started = performance.now();
      expect(await runAlone(command)).toBe(0);
      const durationMs = performance.now() - started;
      for (let kill = 0; kill < KILLS; kill += 1) {
        if (command[0] === 'old-issues') await fill();
        const before = await countIssues();
        await tamper(
          url,
          `INSERT INTO issues (title, status, priority, version, created_at, updated_at)
           VALUES ('Extra', 'open', 'low', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
        );
        await runAlone(command, durationMs * (0.3 + 0.7 * random()));
        const after = await countIssues();
        if (command[0] === 'restore') expect([before + 1, ISSUES]).toContain(after);
        else if (command[0] === 'old-issues') expect((before + 1 - after) % 500).toBe(0);
        else expect(after).toBe(before + 1);
      }
    }
    expect(await run(['health'])).toBe(0);
    if (possible) expect(await run(['backup'])).toBe(0);
    expect((await database.files()).filter((name) => name.startsWith('.'))).toEqual([]);
    await tamper(url, `UPDATE issues SET comments_count = 3 WHERE title = 'Extra'`);
    expect(await run(['health'])).toBe(3);
    expect(await run(['restore'])).toBe(2);
    expect(await run(['reset'])).toBe(2);
    expect(await run(['health'])).toBe(3);
    expect(await run(['reset', '--yes'])).toBe(0);
    expect(await run(['health'])).toBe(0);
  });

  if (possible)
    it('The next backup removes what a killed one left behind', async () => {
      const { backups, run } = database;
      const orphan = 'backup-2020-01-01T00-00-00-000Z.db.manifest.json';
      await writeFile(join(backups, orphan), '{}');
      // No process has this number: it is beyond the largest that there can be.
      const dead = `.backup-${HOST_ID}-99999999-1.partial`;
      await writeFile(join(backups, dead), 'half');
      await writeFile(join(backups, `${dead}-journal`), 'half');
      // Of another container: whether its process is still running cannot be seen from here.
      const elsewhere = '.backup-0123456789abcdef-99999999-1.partial';
      const forgotten = '.backup-0123456789abcdef-99999999-2.partial';
      await writeFile(join(backups, elsewhere), 'half');
      await writeFile(join(backups, forgotten), 'half');
      await utimes(join(backups, forgotten), new Date('2020-01-01'), new Date('2020-01-01'));
      expect(await run(['backup'])).toBe(0);
      const hidden = async () =>
        (await readdir(backups)).filter((name) => name.startsWith('.') || name === orphan);
      expect((await hidden()).sort()).toEqual([elsewhere, orphan]);
      await rm(join(backups, elsewhere));
      expect(await run(['backup'])).toBe(0);
      expect(await hidden()).toEqual([]);
    });
});
