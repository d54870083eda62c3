import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from './commands.js';
import { createMigratedDatabase } from './create-test-app.js';
import { rowsOf, tamper } from './database-contents.js';
import { backupsArePossible } from './postgres-tools.js';

const cli = resolve(import.meta.dirname, '../../dist/bin/cli.js');

/** How often each command gets a signal; 10 with `npm run test:long`. */
export const KILLS = Number(process.env.TEST_KILLS ?? 2);

/** Enough that a command is still running when the signal comes. */
export const ISSUES = KILLS > 2 ? 20_000 : 8_000;

const BACKUP = /\.(db|dump)$/;

/** The same numbers between 0 and 1 in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A database with many old issues and one backup, for running maintenance commands on. */
export async function createOperatedDatabase(issues = ISSUES) {
  const possible = await backupsArePossible();
  const database = await createMigratedDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'operated-'));
  const backups = join(folder, 'backups');
  const { url } = database;
  const env = { DATABASE_URL: url, BACKUP_DIR: backups };

  /** Runs a command to its end; returns its exit code. */
  const run = async (args: string[]) => (await runCommand(args, env)).code;

  /** Runs a command in a new process that gets a signal after `killAfterMs`; returns its exit code. */
  const runAlone = (args: string[], killAfterMs?: number, signal: NodeJS.Signals = 'SIGKILL') =>
    new Promise<number | null>((done) => {
      const child = spawn(process.execPath, [cli, ...args], { env, stdio: 'ignore' });
      if (killAfterMs !== undefined) setTimeout(() => child.kill(signal), killAfterMs);
      child.on('exit', (code) => {
        done(code);
      });
    });

  /** Checks that the database is consistent; returns the number of issues. */
  const countIssues = async () => {
    if (__DIALECT__ === 'sqlite') {
      expect(await rowsOf(url, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(await rowsOf(url, 'PRAGMA foreign_key_check')).toEqual([]);
    }
    const [row] = await rowsOf(url, 'SELECT COUNT(*) AS issues FROM issues');
    return Number(row?.issues);
  };

  /** Adds as many old issues. */
  const fill = () =>
    tamper(
      url,
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${String(issues)})
       INSERT INTO issues (title, description, status, priority, version, created_at, updated_at, resolved_at)
       SELECT 'Issue ' || i, '${'x'.repeat(400)} ' || i, 'resolved', 'low', 1,
         '2020-01-01T00:00:00.000Z', '2020-01-02T00:00:00.000Z', '2020-01-02T00:00:00.000Z' FROM n`,
    );

  const random = seeded(6);

  /**
   * Kills the command KILLS times during its run, each time with one more issue stored just before.
   *
   * @param check gets the number of issues before and after
   */
  const killRepeatedly = async (
    command: string[],
    check: (before: number, after: number) => void | Promise<void>,
    prepare: () => Promise<void> = () => Promise.resolve(),
  ) => {
    const started = performance.now();
    expect(await runAlone(command)).toBe(0);
    const durationMs = performance.now() - started;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await prepare();
      await tamper(
        url,
        `INSERT INTO issues (title, status, priority, version, created_at, updated_at)
         VALUES ('Extra', 'open', 'low', 1, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
      );
      const before = await countIssues();
      await runAlone(command, durationMs * (0.3 + 0.7 * random()));
      await check(before, await countIssues());
    }
  };

  /** The files in the folder of backups, which the first backup creates. */
  const files = () => readdir(backups).catch(() => []);
  const backupFiles = async () => (await files()).filter((name) => BACKUP.test(name)).sort();

  const drop = async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  };

  await fill();
  if (possible) expect(await run(['backup'])).toBe(0);
  return {
    ...{ url, folder, backups, possible },
    ...{ run, runAlone, killRepeatedly, countIssues, fill, files, backupFiles, drop },
  };
}
