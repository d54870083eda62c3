import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { tamper } from '../support/database-contents.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { until } from '../support/until.js';

/** More than a page of the API can have. */
const MANY = 1_001;

const NAME = `'name ' || n`;
const USER = { username: NAME, username_key: NAME, email: NAME, email_key: NAME, active: 'TRUE' };
const LABEL = { name: NAME, name_key: NAME, color: "'#ededed'" };

/** Inserts as many rows, in which `n` is the number of the row. */
function insertMany(table: string, row: Readonly<Record<string, string>>): string {
  const at = "'2026-11-23T07:25:48.123Z'";
  const whole = { ...row, version: '1', created_at: at, updated_at: at };
  return `INSERT INTO ${table} (${Object.keys(whole).join(', ')})
    WITH RECURSIVE numbers (n) AS
      (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${String(MANY)})
    SELECT ${Object.values(whole).join(', ')} FROM numbers`;
}

describe('user command', () => {
  let database: TestDatabase;
  let env: Record<string, string>;
  let server: ServerProcess | undefined;

  beforeAll(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
    server = await startServer({ ...env, AUTH_MODE: 'token', HOST: '0.0.0.0' });
  });
  afterAll(async () => {
    await server?.end();
    await database.drop();
  });

  const user = (...args: string[]) => runCommand(['user', ...args], env);
  const status = async (token: string) => {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${server?.url ?? ''}/users`, { headers })).status;
  };
  const tokenOf = async (name: string, scope: string) => {
    const made = await runCommand(
      ['token', 'create', '--user', name, '--scope', scope, '--json'],
      env,
    );
    return (JSON.parse(made.stdout) as { token: string }).token;
  };

  it('Commands lead from an empty tracker with tokens to an admin, and each error says the next command', async () => {
    const early = await runCommand(['token', 'create', '--user', 'ann', '--scope', 'admin'], env);
    expect(early.code).toBe(1);
    expect(early.stderr).toContain('npm run cli -- user create --username ann --email ADDRESS');
    const created = await user('create', '--username', 'ann', '--email', 'ann@example.com');
    expect(created).toMatchObject({ code: 0, stdout: 'Created user 1, ann.\n', stderr: '' });
    expect(await status(await tokenOf('ann', 'admin'))).toBe(200);
  });

  it('A deactivated user is refused with their tokens, and comes back with them', async () => {
    await user('create', '--username', 'ben', '--email', 'ben@example.com', '--full-name', 'Ben B');
    const token = await tokenOf('ben', 'read');
    expect(await status(token)).toBe(200);
    expect(await user('deactivate', 'BEN')).toMatchObject({ code: 0 });
    await until(async () => (await status(token)) === 401);
    const refused = await runCommand(['token', 'create', '--user', 'ben', '--scope', 'read'], env);
    expect(refused.stderr).toContain('npm run cli -- user activate ben');
    expect(await user('activate', 'ben')).toMatchObject({ code: 0, stdout: 'ben is active.\n' });
    await until(async () => (await status(token)) === 200);
  });

  it('The last user with a valid admin token stays active until there is another', async () => {
    const refused = await user('deactivate', 'ann');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^LAST_ADMIN: User 1 is the last one/);
    await tokenOf('ben', 'admin');
    expect(await user('deactivate', 'ann')).toMatchObject({ code: 0 });
    expect(await user('deactivate', 'ben')).toMatchObject({ code: 1 });
    expect(await user('activate', 'ann')).toMatchObject({ code: 0 });
  });

  it('Wrong usage of the command user exits with 2, and invalid or taken names with 1', async () => {
    for (const wrong of [[], ['create'], ['create', '--username', 'x'], ['activate'], ['burn']]) {
      expect([wrong, (await user(...wrong)).code]).toEqual([wrong, 2]);
    }
    const create = (name: string, email: string) =>
      user('create', '--username', name, '--email', email, '--json');
    const invalid = await create('x', 'nobody');
    expect(invalid.code).toBe(1);
    expect(JSON.parse(invalid.stdout)).toMatchObject({
      error: { errors: [{ pointer: '/username' }, { pointer: '/email' }] },
    });
    const taken = await create('ANN', 'other@example.com');
    expect(JSON.parse(taken.stdout)).toMatchObject({ error: { code: 'DUPLICATE_USER' } });
    expect(await user('activate', 'nobody')).toMatchObject({
      code: 1,
      stderr: 'USER_NOT_FOUND: There is no user named nobody; "npm run cli -- users" lists all.\n',
    });
  });

  it('The commands users and labels list more than a page of the API has', async () => {
    await tamper(database.url, insertMany('users', USER), insertMany('labels', LABEL));
    for (const command of ['users', 'labels']) {
      const { stdout } = await runCommand([command, '--json'], env);
      const listed = JSON.parse(stdout) as { id: number }[];
      expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
      expect(listed.length).toBeGreaterThanOrEqual(MANY);
    }
  });

  it('A reset with --empty leaves an empty tracker', async () => {
    const reset = await runCommand(['reset', '--empty', '--yes'], env);
    expect(reset).toMatchObject({ code: 0, stdout: 'Deleted everything.\n' });
    expect(JSON.parse((await runCommand(['users', '--json'], env)).stdout)).toEqual([]);
  });
});
