import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupsService } from '../../src/maintenance/backups/backups.service.js';
import { runCommand } from '../support/commands.js';
import { createTestApp, createTestDatabase, type TestApp } from '../support/create-test-app.js';
import { describeWithBackups } from '../support/postgres-tools.js';

(await describeWithBackups())('backups', () => {
  let tracker: TestApp;
  let folder: string;
  let backups: BackupsService;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backups-'));
    tracker = await createTestApp({ BACKUP_DIR: folder });
    backups = tracker.app.get(BackupsService);
  });
  afterAll(async () => {
    await tracker.close();
    await rm(folder, { recursive: true });
  });

  it.each<[string, (file: string) => Promise<void>, RegExp]>([
    [
      'one flipped byte',
      async (file) => {
        const bytes = await readFile(file);
        bytes[5000] = (bytes[5000] ?? 0) ^ 1;
        await writeFile(file, bytes);
      },
      /SHA-256/,
    ],
    [
      'a truncated file',
      async (file) => writeFile(file, (await readFile(file)).subarray(0, 8192)),
      /bytes/,
    ],
    [
      'the manifest of another backup',
      async (file) => {
        const other = await backups.create();
        const text = JSON.stringify(other);
        await writeFile(`${file}.manifest.json`, text);
      },
      /manifest is that of/,
    ],
    ['no manifest', (file) => rm(`${file}.manifest.json`), /manifest is missing/],
    ['a file that is not a database', (file) => writeFile(file, 'hello'), /bytes/],
  ])('A backup with %s is not restored, and nothing is changed', async (_name, damage, reason) => {
    const { name } = await backups.create();
    await damage(join(folder, name));
    const before = (await tracker.http.get('/maintenance/stats')).body.rows.issues;
    await expect(backups.restore(name)).rejects.toThrow(reason);
    expect((await tracker.http.get('/maintenance/stats')).body.rows.issues).toBe(before);
    expect((await backups.list()).find((one) => one.name === name)?.verified).toBe(false);
  });

  it('A changed byte in a backup of unchanged size and time is found when every byte is read', async () => {
    const { name, created_at } = await backups.create();
    const file = join(folder, name);
    const bytes = await readFile(file);
    bytes[5000] = (bytes[5000] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await utimes(file, new Date(created_at), new Date(created_at));
    const verified = async (everyByte: boolean) =>
      (await backups.list(everyByte)).find((one) => one.name === name)?.verified;
    expect(await verified(false)).toBe(true);
    expect(await verified(true)).toBe(false);
  });

  it('The restore of a backup that does not exist fails', async () => {
    await expect(backups.restore('backup-none.db')).rejects.toThrow('There is no backup');
  });

  it('A backup removes those beyond the number to keep, and leaves no partial file', async () => {
    await backups.create(2);
    expect(await backups.list()).toHaveLength(2);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    const { body } = await tracker.http.get('/maintenance/runs').expect(200);
    expect(body[0]).toMatchObject({ operation: 'backup', actor_id: null });
  });

  it('A backup of a database without tables is refused, and no older one is deleted for it', async () => {
    const { name } = await backups.create();
    const empty = await createTestDatabase();
    const { url, adminUrl = url } = empty;
    const { code, stderr } = await runCommand(['backup', '--keep', '1'], {
      DATABASE_URL: url,
      ...(__DIALECT__ === 'postgres' && { DATABASE_ADMIN_URL: adminUrl }),
      BACKUP_DIR: folder,
    });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^BACKUP_REFUSED: .* no tables/)]);
    expect((await backups.find()).name).toBe(name);
    await empty.drop();
  });
});
