import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { migrations } from '../../migrations/index.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const built = resolve(import.meta.dirname, '../../dist/src');

function run(program: string, args: string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [resolve(built, program), ...args],
      { env: { PATH: process.env.PATH, ...env }, timeout: 30_000 },
      (_error, stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

describe('the programs', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    env = { DATABASE_URL: database.url };
  });
  afterAll(() => database.drop());

  it('migrates, then has nothing to migrate', async () => {
    const first = await run('cli.js', ['migrate', '--json'], env);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({
      migrations: migrations.map(({ name }) => name),
    });
    const second = await run('cli.js', ['migrate'], env);
    expect(second).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
  });

  it('seeds once, and refuses to do it again', async () => {
    const first = await run('cli.js', ['seed', '--json'], env);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toEqual({ users: 4, labels: 6, issues: 5 });
    const second = await run('cli.js', ['seed'], env);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(/^DUPLICATE_USER: There is already a user/);
  });

  it('exits 2 on wrong usage', async () => {
    expect((await run('cli.js', ['seed', '--nonsense'], env)).code).toBe(2);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['DATABASE_URL of an unknown kind', { DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL/],
    ['PORT=abc', { PORT: 'abc' }, /PORT=abc must be a whole number/],
    ['PORT=70000', { PORT: '70000' }, /PORT=70000/],
    ['BODY_LIMIT=much', { BODY_LIMIT: 'much' }, /BODY_LIMIT/],
    [
      'a database that is not there',
      { DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/none' },
      /DATABASE_URL/,
    ],
    [
      'a SQLite file that cannot be made',
      { DATABASE_URL: 'sqlite:/dev/null/x.db' },
      /DATABASE_URL/,
    ],
  ])('stops the start at %s with one clear line', async (_name, bad, expected) => {
    const ended = await run('main.js', [], { ...env, PORT: '0', ...bad });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(expected);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(ended.stderr).not.toContain('secret');
  });

  it('stops the start at a port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    const port = String((other.address() as AddressInfo).port);
    const ended = await run('main.js', [], { ...env, PORT: port });
    other.close();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toBe(
      `Cannot start: port ${port} is in use; stop what listens there or set PORT to another.\n`,
    );
  });
});
