import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { type ServerProcess, startServer } from '../support/programs.js';
import { until } from '../support/until.js';

describe('token command', () => {
  let database: TestDatabase;
  let env: Record<string, string>;
  let server: ServerProcess | undefined;

  const cli = (...args: string[]) => runCommand(['token', ...args], env);
  const status = async (token: string, path: string, method = 'GET') => {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${server?.url ?? ''}${path}`, { headers, method })).status;
  };

  beforeAll(async () => {
    database = await createMigratedDatabase();
    env = { DATABASE_URL: database.url };
    await runCommand(['seed'], env);
    server = await startServer({ ...env, AUTH_MODE: 'token', HOST: '0.0.0.0', WORKERS: '2' });
  });
  afterAll(async () => {
    await server?.end();
    await database.drop();
  });

  it('A created token is accepted, listed without its secret, and refused once it is revoked', async () => {
    const made = await cli(
      'create',
      '--user',
      'ALICE',
      '--scope',
      'read',
      '--expires',
      '7',
      '--json',
    );
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const { token, ...shown } = JSON.parse(made.stdout);
    expect(shown).toMatchObject({ user: 'alice', scope: 'read', revoked_at: null });
    expect(Date.parse(shown.expires_at)).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
    expect(await status(token, '/issues')).toBe(200);
    expect(await status(token, '/labels/1', 'DELETE')).toBe(403);
    const list = await cli('list', '--json');
    expect(JSON.parse(list.stdout)).toMatchObject([{ id: shown.id, user: 'alice' }]);
    expect(list.stdout).not.toContain(token);
    const revoked = await cli('revoke', String(shown.id));
    expect(revoked).toMatchObject({
      code: 0,
      stdout: `Revoked token ${String(shown.id)} of alice.\n`,
    });
    const responses = () => Promise.all(Array.from({ length: 8 }, () => status(token, '/issues')));
    await until(async () => !(await responses()).includes(200));
    expect((await cli('list')).stdout).toMatch(/alice {2}read {2}revoked /);
  });

  it('The command token reports unknown users and wrong usage', async () => {
    expect(await cli('create', '--user', 'nobody', '--scope', 'read')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^USER_NOT_FOUND: There is no active user named nobody; .*user create --username nobody/,
      ),
    });
    expect(await cli('revoke', '999')).toMatchObject({ code: 1, stdout: '' });
    for (const wrong of [
      [],
      ['create', '--user', 'alice'],
      ['create', '--user', 'alice', '--scope', 'all'],
      ['create', '--user', 'alice', '--scope', 'read', '--expires', 'soon'],
      ['revoke'],
      ['revoke', 'x'],
      ['burn'],
    ]) {
      expect([wrong, (await cli(...wrong)).code]).toEqual([wrong, 2]);
    }
  });
});
