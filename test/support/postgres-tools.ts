import { rowsOf } from './database-contents.js';

/**
 * Whether backups can be made here: those of PostgreSQL need `pg_dump`, not older than the server. Where it is
 * older, the databases that this test file creates from now on are on a server of its version, if one is
 * installed: see `native/postgres-for-tools.mjs`.
 */
export async function backupsArePossible(): Promise<boolean> {
  if (__DIALECT__ === 'sqlite' || !(await toolsAreTooOld())) return true;
  const response = await fetch(process.env.TEST_POSTGRES_FOR_TOOLS ?? '');
  if (!response.ok) throw new Error(await response.text());
  Object.assign(process.env, await response.json());
  return !(await toolsAreTooOld());
}

/** Whether `pg_dump` is missing, or older than the server that the databases of this test file are on. */
export async function toolsAreTooOld(): Promise<boolean> {
  const [server] = await rowsOf(process.env.TEST_POSTGRES_URL ?? '', 'SHOW server_version');
  return !(Number(process.env.TEST_PG_DUMP_VERSION) >= parseInt(String(server?.server_version)));
}

/** `describe`, or tests that are skipped and say why, where backups cannot be made. */
export const describeWithBackups = async () =>
  (await backupsArePossible())
    ? describe
    : (title: string, tests: () => void) => {
        describe.skip(
          `${title} (pg_dump is missing, or older than the server and without one of its version)`,
          tests,
        );
      };
