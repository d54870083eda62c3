/** @once a start that is refused has not reached its database, or names one of each kind */
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { runProgram } from '../support/programs.js';
import { runShell } from '../support/shell.js';

describe('refused starts', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
  });
  afterAll(() => database.drop());

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
