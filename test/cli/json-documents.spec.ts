import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { COMMANDS } from '../../src/command-line/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { runCommand } from '../support/commands.js';
import { backupsArePossible } from '../support/postgres-tools.js';
import { runProgram } from '../support/programs.js';

const possible = await backupsArePossible();

/** Ordered so that each finds what it needs. */
const CALLS: readonly string[] = [
  'migrate',
  'seed',
  'populate --issues 30',
  ...(possible ? ['backup', 'restore --yes'] : []),
  'list',
  'stats',
  'health',
  'users',
  'user create --username erin --email erin@example.com',
  'user deactivate erin',
  'user activate erin',
  'labels',
  'deleted',
  'import FOLDER/issues.csv --create-users --dry-run',
  'import FOLDER/issues.csv --create-users --yes',
  `bulk --query status=open --set {"priority":"low"} --add-labels x --yes`,
  'changes',
  'changes --query kind=bulk',
  'revert 1 --skip-conflicts --dry-run',
  'revert 1 --skip-conflicts --yes',
  'summary',
  'old-issues --days 30 --yes',
  'unused-labels --dry-run',
  'unused-labels --yes',
  'vacuum',
  'token create --user alice --scope read',
  'token list',
  'token revoke 1',
  'transfer --to sqlite:FOLDER/other.db',
  'reset --yes',
];

/** These print no document, or need the tools of PostgreSQL. */
const NOT_CALLED = possible ? ['export'] : ['export', 'backup', 'restore'];

/** Each command once as a process of its own, as a program that reads its output starts it. */
const run = (args: string[], env: Record<string, string>) =>
  __DIALECT__ === 'sqlite' ? runProgram('cli.js', args, env) : runCommand(args, env);

describe('JSON output of commands', () => {
  let folder: string;
  let database: TestDatabase;
  let ajv: Ajv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'issue-tracker-json-'));
    await writeFile(join(folder, 'issues.csv'), 'title,sprint,assignee\nOne,1,grace\n,2,\n');
    database = await createTestDatabase();
    ajv = new Ajv({ allowUnionTypes: true, strictRequired: false });
    const schema = resolve(import.meta.dirname, '../../docs/cli.schema.json');
    ajv.addSchema(JSON.parse(await readFile(schema, 'utf8')) as object, 'cli');
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('Every command is called', () => {
    const called = CALLS.map((call) => call.split(' ')[0] ?? '');
    expect([...new Set([...called, ...NOT_CALLED])].sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it.each(CALLS)('The command %s prints one JSON document of its schema', async (command) => {
    const args = command.replaceAll('FOLDER', folder).split(' ');
    const env = { DATABASE_URL: database.url, BACKUP_DIR: join(folder, 'backups') };
    const { stdout, stderr } = await run([...args, '--json'], env);
    expect(stderr).toBe('');
    const name = /^((?:token|user) \w+|[\w-]+)/.exec(command)?.[0] ?? '';
    const validate = ajv.getSchema(`cli#/definitions/${encodeURIComponent(name)}`);
    expect([validate?.(JSON.parse(stdout)), validate?.errors]).toEqual([true, null]);
  });

  it.each([
    'seed',
    'restore nothing --yes',
    'export --query sort=up FILE',
    'import FOLDER/issues.csv',
    'nonsense',
    'reset',
  ])('The failing command %s prints one JSON document of the schema', async (command) => {
    const args = command.replace('FOLDER', folder).split(' ');
    const env = { DATABASE_URL: database.url, BACKUP_DIR: join(folder, 'backups') };
    const ended = await run([...args, '--json'], env);
    expect(ended.code).toBeGreaterThan(0);
    const validate = ajv.getSchema('cli#/definitions/failure');
    expect([validate?.(JSON.parse(ended.stdout)), validate?.errors]).toEqual([true, null]);
  });
});
