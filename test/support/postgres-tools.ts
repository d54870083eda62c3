import { spawnSync } from 'node:child_process';
import { rowsOf } from './database-contents.js';

/** Whether backups can be made here: those of PostgreSQL need `pg_dump`, not older than the server. */
export async function backupsArePossible(): Promise<boolean> {
  if (__DIALECT__ === 'sqlite') return true;
  const version = (text: unknown) => Number(/\d+/.exec(String(text))?.[0]);
  const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  const [server] = await rowsOf(process.env.TEST_POSTGRES_URL ?? '', 'SHOW server_version');
  return version(stdout) >= version(server?.server_version);
}

/** `describe`, or tests that are skipped and say why, where backups cannot be made. */
export const describeWithBackups = async () =>
  (await backupsArePossible())
    ? describe
    : (title: string, tests: () => void) => {
        describe.skip(`${title} (pg_dump is missing or older than the server)`, tests);
      };
