import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/commands.js';
import { createTestDatabase, type TestDatabase } from '../support/create-test-app.js';
import { contentsOf, rowsOf } from '../support/database-contents.js';

const ROWS = 701;

/** The history, and what restores of backups carry over. */
const HISTORY = ['changes', 'issue_events', 'issue_event_texts', 'issue_openings', 'carried_over'];

describe('commands that change many issues and take it back', () => {
  let database: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'issue-tracker-revert-'));
  const cli = (...args: string[]) => runCommand(args, { DATABASE_URL: database.url });
  const json = async <T>(...args: string[]) =>
    JSON.parse((await cli(...args, '--json')).stdout) as T;

  beforeAll(async () => {
    database = await createTestDatabase();
    await cli('migrate');
    await cli('populate', '--issues', '100', '--seed', '1');
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const present = (statement: string) => rowsOf(database.url, statement);
  const lastChange = async () =>
    (await json<{ id: number; kind: string; issues_count: number }[]>('changes'))[0];

  it('A wrong import is taken back by one command, and the tracker is as it was before', async () => {
    const before = await contentsOf(database.url);
    const file = join(folder, 'wrong.csv');
    const rows = Array.from(
      { length: ROWS - 1 },
      (_, row) => `Wrong ${String(row)},resolved,high,bug`,
    );
    rows.push('Wrong too,open,low,bug;new with the import');
    writeFileSync(file, ['title,status,priority,labels', ...rows].join('\n'));
    const { change_id } = await json<{ change_id: number }>('import', file);
    expect(await lastChange()).toMatchObject({
      id: change_id,
      kind: 'import',
      issues_count: ROWS,
    });
    const asked = await cli('revert', String(change_id));
    expect([asked.code, asked.stdout]).toEqual([2, expect.stringMatching(/^issue +field +from/)]);
    expect(asked.stdout).toContain(`… and ${String(ROWS + 1 - 20)} more`);
    const done = await cli('revert', String(change_id), '--yes');
    expect(done.code).toBe(0);
    expect(done.stdout).toContain(
      `took change ${String(change_id)} back in ${String(ROWS)} issues.\n`,
    );
    const after = await contentsOf(database.url);
    const tables = Object.keys(before).filter((name) => !HISTORY.includes(name));
    expect(tables).toEqual(expect.arrayContaining(['issues', 'labels', 'comments', 'users']));
    for (const table of tables) {
      const known = new Set(after[table]);
      expect([table, before[table]?.filter((row) => !known.has(row))]).toEqual([table, []]);
      const added = (after[table]?.length ?? 0) - (before[table]?.length ?? 0);
      const isOfIssues = ['issues', 'issue_labels'].includes(table);
      expect([table, added]).toEqual([table, isOfIssues ? ROWS : 0]);
    }
    const [counted] = await present(
      'SELECT COUNT(*) AS shown FROM issues WHERE deleted_at IS NULL',
    );
    expect(Number(counted?.shown)).toBe(100);
    expect((await cli('health')).code).toBe(0);
  });

  it('The bulk command shows what it would change, changes it after --yes, and revert takes it back', async () => {
    const titles = 'SELECT id, title, status, priority FROM issues ORDER BY id';
    const before = await present(titles);
    const bulk = [
      ...['bulk', '--query', 'status=open', '--set', '{"status":"closed","priority":"low"}'],
      ...['--add-labels', 'swept', '--remove-labels', 'bug'],
    ];
    const dry = await cli(...bulk, '--dry-run');
    expect([dry.code, dry.stderr]).toEqual([0, '']);
    expect(dry.stdout).toMatch(/^issue +field +from +to\n +\d+ +status +open +closed\n/);
    expect(await cli(...bulk)).toMatchObject({ code: 2 });
    expect(await present(titles)).toEqual(before);
    const done = await json<{ change_id: number; updated_count: number }>(...bulk, '--yes');
    expect(done.updated_count).toBeGreaterThan(5);
    const [open] = await present(
      "SELECT COUNT(*) AS found FROM issues WHERE status = 'open' AND deleted_at IS NULL",
    );
    expect(Number(open?.found)).toBe(0);
    const later = ['bulk', '--query', 'priority=low', '--set', '{"title":"Later"}', '--yes'];
    const { change_id } = await json<{ change_id: number }>(...later);
    const id = String(done.change_id);
    expect(await cli('revert', id, '--yes')).toMatchObject({ code: 0 });
    expect(await cli('revert', String(change_id), '--yes')).toMatchObject({ code: 0 });
    expect(await present(titles)).toEqual(before);
  });

  it('A dry run of an import and of the cleanups prints what would change, and stores nothing', async () => {
    for (const option of ['--add-labels', '--remove-labels']) {
      await cli('bulk', '--query', 'status=open', option, 'swept', '--yes');
    }
    const file = join(folder, 'tried.csv');
    const rows = ['Old,resolved,2020-01-01,2020-01-02,', 'New,open,,,'];
    writeFileSync(file, ['title,status,created_at,resolved_at,labels', ...rows].join('\n'));
    const cleanups = [['old-issues', '--days', '2000'], ['unused-labels']];
    const imported = await cli('import', file, '--dry-run');
    expect(imported.stdout).toMatch(
      /2 of 2 rows would be imported[^]*\nrow +issue +field +from +to\n +2 +— +title +— +Old\n/,
    );
    expect(await cli('import', file)).toMatchObject({ code: 0 });
    const stored = await contentsOf(database.url);
    for (const [command, heading, found] of [
      ['old-issues', 'issue', 'title +Old +—'],
      ['unused-labels', 'label', 'name +swept +—'],
    ] as const) {
      const args = cleanups.find(([name]) => name === command) ?? [];
      const dry = await cli(...args, '--dry-run');
      expect([dry.code, dry.stderr]).toEqual([0, '']);
      expect(dry.stdout).toMatch(new RegExp(`^${heading} +field +from +to\\n[^]*${found}\n`));
      const refused = await cli(...args);
      expect([refused.code, refused.stdout]).toEqual([2, dry.stdout]);
    }
    expect(await contentsOf(database.url)).toEqual(stored);
    const done = await cli('old-issues', '--days', '2000', '--yes');
    expect(done.stdout).toBe('Removed 1 issue.\n');
  });

  it('Wrong usage, unknown changes and conflicts have their exit codes', async () => {
    const { id } = (await lastChange()) ?? { id: 0 };
    for (const [code, ...args] of [
      [2, 'revert', 'x', '--yes'],
      [2, 'revert', '--yes'],
      [1, 'revert', '999999', '--yes'],
      [2, 'bulk', '--set', '{}', '--yes'],
      [2, 'bulk', '--query', '', '--set', '{', '--yes'],
      [1, 'bulk', '--query', 'status=done', '--delete', '--yes'],
      [1, 'bulk', '--query', '', '--yes'],
      [1, 'changes', '--query', 'kind=x'],
    ] as const) {
      expect([args, (await cli(...args)).code]).toEqual([args, code]);
    }
    expect(await lastChange()).toMatchObject({ id });
  });
});
