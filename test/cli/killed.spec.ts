import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOST_ID } from '../../src/common/host-id.js';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { rowsOf, tamper } from '../support/database-contents.js';
import { backupsArePossible } from '../support/postgres-tools.js';

const cli = resolve(import.meta.dirname, '../../dist/bin/cli.js');
const MOMENTS = Number(process.env.TEST_KILLS ?? 2);
const ISSUES = 20_000;
const BACKUP = /\.(db|dump)$/;
const possible = await backupsArePossible();

/** What is in the folder of backups, which the first one makes. */
const filesOf = ({ BACKUP_DIR = '' }: Readonly<Record<string, string>>) =>
  readdir(BACKUP_DIR).catch(() => []);

/** The same moments in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a command that is killed', () => {
  let folder: string;
  let database: TestDatabase;
  let url: string;
  let env: Record<string, string>;

  const run = async (args: string[]) => (await runCommand(args, env)).code;

  /** A process of its own, which is sent a signal after some milliseconds. */
  const runAlone = (args: string[], killAfter?: number, signal: NodeJS.Signals = 'SIGKILL') =>
    new Promise<number | null>((done) => {
      const child = spawn(process.execPath, [cli, ...args], { env, stdio: 'ignore' });
      if (killAfter !== undefined) setTimeout(() => child.kill(signal), killAfter);
      child.on('exit', (code) => {
        done(code);
      });
    });

  /** The number of issues, in a database that is whole. */
  const count = async () => {
    if (__DIALECT__ === 'sqlite') {
      expect(await rowsOf(url, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(await rowsOf(url, 'PRAGMA foreign_key_check')).toEqual([]);
    }
    const [row] = await rowsOf(url, 'SELECT COUNT(*) AS issues FROM issues');
    return Number(row?.issues);
  };

  const fill = () =>
    tamper(
      url,
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(ISSUES)})
       INSERT INTO issues (title, description, status, priority, version, created_at, updated_at, resolved_at)
       SELECT 'Issue ' || i, '${'x'.repeat(400)} ' || i, 'resolved', 'low', 1,
         '2020-01-01T00:00:00.000Z', '2020-01-02T00:00:00.000Z', '2020-01-02T00:00:00.000Z' FROM n`,
    );

  beforeAll(async () => {
    database = await createTestDatabase();
    ({ url } = database);
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
    env = { DATABASE_URL: url, BACKUP_DIR: join(folder, 'backups') };
    expect(await run(['migrate'])).toBe(0);
    await fill();
    if (possible) expect(await run(['backup'])).toBe(0);
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('leaves a consistent database, and no unfinished backup', async () => {
    const random = seeded(6);
    const [base = ''] = (await filesOf(env)).filter((name) => BACKUP.test(name));
    for (const command of [
      ...(possible ? [['backup'], ['restore', base, '--yes']] : []),
      ['vacuum'],
      ['old-issues', '--yes'],
    ]) {
      const started = performance.now();
      expect(await runAlone(command)).toBe(0);
      const whole = performance.now() - started;
      for (let moment = 0; moment < MOMENTS; moment += 1) {
        if (command[0] === 'old-issues') await fill();
        const before = await count();
        await tamper(
          url,
          `INSERT INTO issues (title, status, priority, version, created_at, updated_at)
           VALUES ('Extra', 'open', 'low', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
        );
        await runAlone(command, whole * (0.3 + 0.7 * random()));
        const after = await count();
        if (command[0] === 'restore') expect([before + 1, ISSUES]).toContain(after);
        else if (command[0] === 'old-issues') expect((before + 1 - after) % 500).toBe(0);
        else expect(after).toBe(before + 1);
      }
    }
    expect(await run(['health'])).toBe(0);
    if (possible) expect(await run(['backup'])).toBe(0);
    expect((await filesOf(env)).filter((name) => name.startsWith('.'))).toEqual([]);
    await tamper(url, `UPDATE issues SET comments_count = 3 WHERE title = 'Extra'`);
    expect(await run(['health'])).toBe(3);
    expect(await run(['restore'])).toBe(2);
    expect(await run(['reset'])).toBe(2);
    expect(await run(['health'])).toBe(3);
    expect(await run(['reset', '--yes'])).toBe(0);
    expect(await run(['health'])).toBe(0);
  });

  it('leaves nothing half written behind after Ctrl-C', async () => {
    const random = seeded(7);
    expect(await run(['reset', '--yes'])).toBe(0);
    await fill();
    if (possible) expect(await run(['backup'])).toBe(0);
    for (const command of [
      ...(possible ? [['backup'], ['restore', '--yes']] : []),
      ['vacuum'],
      ['old-issues', '--yes'],
      ['reset', '--yes'],
      ['transfer', '--to', `sqlite:${join(folder, 'target.db')}`],
    ]) {
      for (let moment = 0; moment < MOMENTS; moment += 1) {
        const code = await runAlone(command, 200 + 800 * random(), 'SIGINT');
        expect([command, [0, 1, 130, null]]).toEqual([command, expect.arrayContaining([code])]);
        await count();
        const files = await filesOf(env);
        const manifests = files.filter((name) => name.endsWith('.manifest.json'));
        expect(files.filter((name) => BACKUP.test(name)).sort()).toEqual(
          manifests.map((name) => name.slice(0, -'.manifest.json'.length)).sort(),
        );
        expect(files).toHaveLength(2 * manifests.length);
      }
    }
    expect(await run(['health'])).toBe(0);
  });

  if (possible)
    it('has what it left behind swept by the next backup', async () => {
      const backups = env.BACKUP_DIR ?? '';
      const orphan = 'backup-2020-01-01T00-00-00-000Z.db.manifest.json';
      await writeFile(join(backups, orphan), '{}');
      // No process has this number: it is beyond the largest that there can be.
      const dead = `.backup-${HOST_ID}-99999999-1.partial`;
      await writeFile(join(backups, dead), 'half');
      await writeFile(join(backups, `${dead}-journal`), 'half');
      // Two containers, and one of them cannot see who is at work in the other.
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
