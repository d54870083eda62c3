/** @once what a terminal shows does not depend on the database */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { COMMANDS } from '../../src/command-line/commands.js';
import { runCommand } from '../support/commands.js';
import { createMigratedDatabase, type TestDatabase } from '../support/create-test-app.js';
import { rowsOf } from '../support/database-contents.js';
import { itWith } from '../support/installed.js';
import { backupsArePossible } from '../support/postgres-tools.js';
import { startAtTerminal, startCommandAtTerminal, textOf } from '../support/terminal.js';

const possible = await backupsArePossible();

const CTRL_C = '\x03';
const ENTER = '\r';
const COLUMNS = 80;

/** Two of these rows are invalid: more than a tenth. */
const CSV = 'title,assignee\nOne,alice\nTwo,nobody\nThree,nobody\nFour,bob\n';

describe('commands at a terminal', () => {
  let database: TestDatabase;
  let env: Record<string, string>;
  let folder: string;
  let csv: string;

  const issues = async () => {
    const [row] = await rowsOf(database.url, 'SELECT COUNT(*) AS count FROM issues');
    return Number(row?.count);
  };

  beforeAll(async () => {
    database = await createMigratedDatabase();
    folder = mkdtempSync(join(tmpdir(), 'at-terminal-'));
    env = { DATABASE_URL: database.url, BACKUP_DIR: join(folder, 'backups') };
    csv = join(folder, 'issues.csv');
    writeFileSync(csv, CSV);
    expect((await runCommand(['seed'], env)).code).toBe(0);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  itWith('script')('An export to a terminal shows the CSV and nothing else', async () => {
    const { stdout } = await runCommand(['export'], env);
    const { shown, code } = await startCommandAtTerminal(['export'], env).ended;
    // The terminal itself makes CR LF of each LF.
    expect([code, shown]).toEqual([0, stdout.replaceAll('\n', '\r\n')]);
  });

  itWith('script')(
    'An import of many invalid rows asks, and stores nothing without a yes',
    async () => {
      const before = await issues();
      for (const keys of ['n' + ENTER, CTRL_C]) {
        const refused = startCommandAtTerminal(['import', csv], env);
        await refused.waitFor('Import the other 2?');
        refused.type(keys);
        expect(await refused.ended).toMatchObject({ code: 2, leftBehind: [] });
        expect(textOf(refused.shown())).toContain('2 of 4 rows (50 %) are invalid, most often:');
        expect(textOf(refused.shown())).toContain('2 rows  assignee: no user nobody');
        expect(textOf(refused.shown())).toContain('--create-users');
        expect(await issues()).toBe(before);
      }
      const agreed = startCommandAtTerminal(['import', csv], env);
      await agreed.waitFor('Import the other 2?');
      agreed.type(`y${ENTER}`);
      expect(await agreed.ended).toMatchObject({ code: 1, leftBehind: [] });
      expect(textOf(agreed.shown())).toContain('2 of 4 rows imported');
      expect(await issues()).toBe(before + 2);
    },
  );

  itWith('script')(
    'A reset says what it would delete, and of which database, before it asks',
    async () => {
      const before = await issues();
      const refused = startCommandAtTerminal(['reset'], env);
      await refused.waitFor('Type DELETE ALL DATA');
      expect(textOf(refused.shown())).toContain(withoutPassword(database.url));
      expect(textOf(refused.shown())).toContain(`${String(before)} issues, `);
      expect(textOf(refused.shown())).toContain('there is no backup');
      refused.type(`delete all data${ENTER}`);
      expect(await refused.ended).toMatchObject({ code: 2, leftBehind: [] });
      expect(await issues()).toBe(before);
      const confirmed = startCommandAtTerminal(['reset'], env);
      await confirmed.waitFor('Type DELETE ALL DATA');
      confirmed.type(`DELETE ALL DATA${ENTER}`);
      expect(await confirmed.ended).toMatchObject({ code: 0, leftBehind: [] });
      expect(await issues()).toBe(5);
    },
  );

  itWith('script')('A restore of a backup that is not there fails before it asks', async () => {
    const { code, shown } = await startCommandAtTerminal(['restore', 'nope.db'], env).ended;
    expect(code).toBe(1);
    expect(shown).toMatch(/^BACKUP_NOT_FOUND: There is no backup nope\.db[^\n]*\n$/);
  });

  itWith('script')(
    'A restore says what it would replace by which backup, and what is lost',
    async () => {
      if (!possible) return;
      const backup = startCommandAtTerminal(['backup'], env);
      expect(await backup.ended).toMatchObject({ code: 0, leftBehind: [] });
      expect(backup.shown()).toMatch(/ 0% copying.* 60% checking/s);
      expect((await runCommand(['import', csv, '--yes'], env)).code).toBe(1);
      const restore = startCommandAtTerminal(['restore'], env);
      await restore.waitFor('Replace the database by this backup?');
      const question = textOf(restore.shown());
      expect(question).toContain(withoutPassword(database.url));
      expect(question).toMatch(
        /7 issues.*backup-\S+\n.*of \d{4}-\d\d-\d\d \d\d:\d\d UTC, .* ago\n.*5 issues/s,
      );
      expect(question).toContain('created or changed since then: 2 issues, 0 comments');
      restore.type(`y${ENTER}`);
      expect(await restore.ended).toMatchObject({ code: 0, leftBehind: [] });
      expect(await issues()).toBe(5);
    },
  );

  itWith('script')(
    'What commands show fits on 80 columns and has colours only at a terminal',
    async () => {
      await runCommand(['import', csv, '--yes'], env);
      const lists = ['stats', 'list', 'summary', '--help'].map(async (name) => {
        const { code, shown } = await startCommandAtTerminal([name], env).ended;
        const tooLong = textOf(shown)
          .split('\n')
          // A path is as long as it is.
          .filter((line) => line.length > COLUMNS && !line.startsWith('/'));
        return [name, code, tooLong];
      });
      for (const list of await Promise.all(lists)) expect(list.slice(1)).toEqual([0, []]);
      const health = startCommandAtTerminal(['health'], env);
      const plain = startCommandAtTerminal(['health'], { ...env, NO_COLOR: '1' });
      const { stdout } = await runCommand(['health'], env);
      const { shown } = await health.ended;
      expect(shown).toContain('\x1b[32mHealthy\x1b[39m: ');
      expect(textOf(shown)).toMatch(/\nHealthy: \d+ checks, no fault\.\n$/);
      expect((await plain.ended).shown).toBe(stdout.replaceAll('\n', '\r\n'));
      expect(stdout).not.toContain('\x1b');
    },
  );

  itWith('script')(
    'A server at a terminal shows its URLs, and one line for each request',
    async () => {
      const program = resolve(import.meta.dirname, '../../dist/bin/main.js');
      const server = startAtTerminal(process.execPath, [program], { ...env, PORT: '0' });
      await server.waitFor(/Swagger UI: +\S+\r\n/);
      const shown = server.shown();
      const [, url = ''] = /Issue Tracker API: (\S+)\r/.exec(shown) ?? [];
      for (const path of ['/issues', '/issues/1', '/nowhere', '/issues?page_size=none']) {
        await (await fetch(`${url}${path}`)).text();
      }
      await server.waitFor(/([^\n]*request[^\n]*\n){4}/);
      server.type(CTRL_C);
      expect(await server.ended).toMatchObject({ code: 0, leftBehind: [] });
      expect(textOf(shown).trimEnd().split('\n').at(-1)).toMatch(/^(Swagger UI|Dashboard): /);
      const lines = textOf(server.shown().slice(shown.length))
        .split('\n')
        .filter((line) => line.includes('request'));
      expect(lines.map((line) => line.replace(/^\[[\d:.]+\] | in \d+ ms/g, ''))).toEqual([
        'INFO: request 200: GET /issues',
        'INFO: request 200: GET /issues/:id',
        'INFO: request 404: GET',
        'INFO: request 422: GET /issues',
      ]);
    },
  );

  it('The list of commands has every command once, with an example that is a call of it', async () => {
    const { stdout } = await runCommand(['--help'], env);
    for (const [name, { examples }] of Object.entries(COMMANDS)) {
      expect(stdout.match(new RegExp(`^  ${name} `, 'gm'))).toHaveLength(1);
      for (const example of examples) expect(example.split(' ')[0]).toBe(name);
      if (examples[0] !== name) expect(stdout).toContain(`  ${examples[0]}\n`);
    }
    const { stdout: ofImport } = await runCommand(['import', '--help'], env);
    expect(ofImport).toContain('  npm run cli -- import issues.csv --create-users\n');
    const { stdout: ofActivate } = await runCommand(['user', 'activate', '--help'], env);
    expect(ofActivate).toMatch(/Examples:\n {2}npm run cli -- user activate erin\n$/);
  });

  it('An export overwrites a file only with --force', async () => {
    const file = join(folder, 'exported.csv');
    expect((await runCommand(['export', file], env)).code).toBe(0);
    writeFileSync(file, 'mine');
    const refused = await runCommand(['export', file], env);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toBe(`${file} exists already; --force overwrites it.\n`);
    expect((await runCommand(['export', file, '--force'], env)).code).toBe(0);
    expect(existsSync(file)).toBe(true);
  });
});

function withoutPassword(url: string): string {
  return url.replace(/:[^:@/]*@/, '@').replace(/\?.*$/, '');
}
