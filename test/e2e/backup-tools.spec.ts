/** @postgres SQLite needs no tools for its backups */
import { readdir } from 'node:fs/promises';
import { createFolder, createMigratedDatabase, type TestDatabase } from '../support/databases.js';
import { toolsAreTooOld } from '../support/postgres-tools.js';
import { type ServerProcess, startServer } from '../support/programs.js';

const isTooOld = await toolsAreTooOld();

describe('backups without the tools of PostgreSQL', () => {
  let database: TestDatabase;
  let folder: string;
  let server: ServerProcess;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    folder = await createFolder();
  });
  afterEach(async () => {
    await server.end();
    await database.drop();
  });

  const start = async (env: Record<string, string>) => {
    const { url, adminUrl = url } = database;
    const urls = { DATABASE_URL: url, DATABASE_ADMIN_URL: adminUrl };
    server = await startServer({ ...urls, BACKUP_DIR: folder, ...env });
  };
  const get = async (path: string) => (await fetch(server.url + path)).json();

  /** Twice, since the first attempt could have left its lock behind. */
  async function expectRefused(detail: RegExp): Promise<void> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const response = await fetch(`${server.url}/maintenance/backups`, { method: 'POST' });
      expect(await response.json()).toMatchObject({
        status: 503,
        code: 'POSTGRESQL_TOOLS',
        detail: expect.stringMatching(detail) as string,
      });
    }
    expect(await readdir(folder)).toEqual([]);
    expect(await get('/maintenance/backups')).toEqual([]);
    expect(await get('/maintenance/health')).toMatchObject({ healthy: true });
  }

  it('A backup without pg_dump is 503, names the package to install, and leaves nothing behind', async () => {
    await start({ PATH: folder });
    await expectRefused(/^pg_dump is missing; install the package postgresql-client/);
  });

  if (isTooOld)
    it('A backup by a pg_dump that is older than the server is 503, and leaves nothing behind', async () => {
      await start({});
      await expectRefused(/^pg_dump is older than the server; install the package/);
    });
});
