import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { migrations } from '../../migrations/index.js';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { runProgram, startServer } from '../support/programs.js';
import { runShell } from '../support/shell.js';

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

  it('The file .env is read, old spellings too, and the environment has precedence', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'issue-tracker-env-'));
    try {
      const lines = ['DATABASE_URL=sqlite+aiosqlite:///./old.db', 'DEBUG=true', 'PORT="abc"'];
      await writeFile(join(folder, '.env'), lines.join('\n'));
      const refused = await runCommand(['migrate'], {}, folder);
      expect(refused.stderr).toMatch(/^Cannot start: PORT=abc must be/);
      const migrated = await runCommand(['migrate', '--json'], { PORT: '8000' }, folder);
      expect(migrated).toMatchObject({ code: 0, stderr: '' });
      expect(await readdir(folder)).toContain('old.db');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('The option --version prints the version', async () => {
    const ended = await runCommand(['--version'], env);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['DATABASE_URL of an unknown kind', { DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL/],
    [
      'replicas of SQLite',
      { DATABASE_URL: 'sqlite:x.db', DATABASE_REPLICA_URLS: 'postgresql://a:secret@b/c' },
      /DATABASE_REPLICA_URLS can be set only with/,
    ],
    [
      'a replica that is a file',
      { DATABASE_URL: 'postgresql://a@b/c', DATABASE_REPLICA_URLS: 'sqlite:x.db' },
      /DATABASE_REPLICA_URLS must be postgresql:/,
    ],
    ['PORT=abc', { PORT: 'abc' }, /PORT=abc must be a whole number/],
    ['PORT=70000', { PORT: '70000' }, /PORT=70000/],
    ['BODY_LIMIT=much', { BODY_LIMIT: 'much' }, /BODY_LIMIT/],
    ['HOST=0.0.0.0 without tokens', { HOST: '0.0.0.0' }, /HOST=0\.0\.0\.0 .*AUTH_MODE=token/],
    ['AUTH_MODE=maybe', { AUTH_MODE: 'maybe' }, /AUTH_MODE=maybe must be none or token/],
    ['WORKERS=0', { WORKERS: '0' }, /WORKERS=0 must be a whole number/],
    [
      'WORKERS=2 and no database',
      { WORKERS: '2', DATABASE_URL: 'sqlite:/dev/null/x.db' },
      /DATABASE/,
    ],
    [
      'a database that does not exist',
      { DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/none' },
      /DATABASE_URL/,
    ],
    [
      'a SQLite file that cannot be created',
      { DATABASE_URL: 'sqlite:/dev/null/x.db' },
      /DATABASE_URL/,
    ],
  ])('A start with %s fails with one line that says why', async (_name, bad, expected) => {
    const ended = await runProgram('main.js', [], { ...env, PORT: '0', ...bad });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(expected);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(ended.stderr).not.toContain('secret');
  });

  it('A command without its database fails with one line that says so', async () => {
    const url = 'postgresql://nobody:secret@127.0.0.1:1/none';
    for (const name of ['users', 'stats', 'migrate']) {
      const ended = await runProgram('cli.js', [name], { DATABASE_URL: url });
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(
        /^Cannot start: the database 127\.0\.0\.1:1\/none cannot be opened \(.*\n$/,
      );
    }
  });

  it('The script start:prod without a build fails with one line that says what to run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'issue-tracker-unbuilt-'));
    try {
      const root = resolve(import.meta.dirname, '../..');
      for (const file of ['package.json', 'scripts/node-version.cjs', 'scripts/start-prod.mjs']) {
        await cp(join(root, file), join(folder, file));
      }
      const { code, stderr } = await runShell('npm run --silent start:prod', folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^There is no build yet: run "npm run build" first, [^\n]*\n$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each(['1', '3'])(
    'A start on a port in use fails with one line that says so, WORKERS=%s',
    async (WORKERS) => {
      const other = createServer();
      await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
      const port = String((other.address() as AddressInfo).port);
      const ended = await runProgram('main.js', [], { ...env, PORT: port, WORKERS });
      other.close();
      expect(ended.code).toBe(1);
      expect(ended.stderr).toBe(
        `Cannot start: port ${port} is in use; stop what listens there or set PORT to another.\n`,
      );
    },
  );
});
