import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { migrations } from '../../migrations/index.js';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { startServer } from '../support/programs.js';

const CLI = resolve(import.meta.dirname, '../../dist/bin/cli.js');

describe('start and commands', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    env = { DATABASE_URL: database.url };
  });
  afterAll(() => database.drop());

  it('A command on a database without a schema says how to migrate it', async () => {
    const ended = await runCommand(['users'], env);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^The database .* run npm run cli -- migrate\.\n$/);
  });

  it('The command migrate runs all migrations, and then has nothing to do', async () => {
    const first = await runCommand(['migrate', '--json'], env);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({ migrations: migrations.map(({ name }) => name) });
    const second = await runCommand(['migrate'], env);
    expect(second).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
  });

  it('The command seed works once and is refused the second time', async () => {
    const first = await runCommand(['seed', '--json'], env);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({ users: 4, labels: 6, issues: 5 });
    const second = await runCommand(['seed'], env);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(/^DUPLICATE_USER: There is already a user/);
  });

  it.each(['export', 'labels', 'health'])(
    'The command %s exits with 0 and without an error when its output is closed',
    async (name) => {
      const child = spawn(process.execPath, [CLI, name], { env: { ...process.env, ...env } });
      child.stdout.destroy();
      let stderr = '';
      child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      expect([code, stderr]).toEqual([0, '']);
    },
  );

  it('Wrong usage of a command exits with 2', async () => {
    expect((await runCommand(['seed', '--nonsense'], env)).code).toBe(2);
    const surplus = await runCommand(['old-issues', '700', '--yes'], env);
    expect(surplus).toMatchObject({ code: 2, stdout: '' });
    expect(surplus.stderr).toContain('too many arguments');
  });

  it.each<[string, number, string]>([
    ['export FOLDER/none/issues.csv', 1, 'FILE_UNUSABLE'],
    ['import FOLDER/none.csv', 2, 'WRONG_USAGE'],
    ['old-issues 700', 2, 'WRONG_USAGE'],
    ['old-issues --days many', 2, 'WRONG_USAGE'],
    ['reset', 2, 'NOT_CONFIRMED'],
    ['restore nothing --yes', 1, 'BACKUP_DIR_UNUSABLE'],
    ['backup', 1, 'BACKUP_DIR_UNUSABLE'],
  ])(
    'The command %s --json exits with %d and the error %s in one document',
    async (command, exitCode, code) => {
      const args = command.replace('FOLDER', '/dev/null').split(' ');
      const ended = await runCommand([...args, '--json'], {
        ...env,
        BACKUP_DIR: '/dev/null/backups',
      });
      expect(ended.code).toBe(exitCode);
      const { error } = JSON.parse(ended.stdout) as { error: { code: string; message: string } };
      expect(error).toEqual({ code, message: expect.any(String) });
      expect(ended.stderr).toContain(error.message);
      expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    },
  );

  it('Several servers that start at once on a new database seed it once', async () => {
    const fresh = await createTestDatabase();
    try {
      const env = {
        DATABASE_URL: fresh.url,
        MIGRATE_ON_START: 'true',
        SEED_NEW_DATABASE: 'true',
      };
      const servers = await Promise.all(Array.from({ length: 4 }, () => startServer(env)));
      for (const { url } of servers) {
        expect(await (await fetch(`${url}/users`)).json()).toHaveLength(4);
        expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      }
      expect(await Promise.all(servers.map((server) => server.end()))).toEqual([0, 0, 0, 0]);
    } finally {
      await fresh.drop();
    }
  });

  it('The option --version prints the version', async () => {
    const ended = await runCommand(['--version'], env);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
