import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { itWith } from '../support/installed.js';
import { createOperatedDatabase } from '../support/operated-database.js';
import { startAtTerminal, startCommandAtTerminal } from '../support/terminal.js';

const CTRL_C = '\x03';

/** More than are added before the keys arrive. */
const POPULATE = ['populate', '--issues', '1000000'];

describe('Ctrl-C at a terminal', () => {
  let database: Awaited<ReturnType<typeof createOperatedDatabase>>;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createOperatedDatabase();
    env = { DATABASE_URL: database.url, BACKUP_DIR: database.backups };
  });
  afterAll(() => database.drop());

  itWith('script')('Ctrl-C ends populate with 130 and leaves the terminal as it was', async () => {
    const command = startCommandAtTerminal(POPULATE, env);
    await command.waitFor(/[1-9]\d* rows/);
    command.type(CTRL_C);
    expect(await command.ended).toMatchObject({ code: 130, leftBehind: [] });
    expect(command.shown()).toContain('\x1b[?7l');
  });

  itWith('script')(
    'Ctrl-C ends a command of npm run cli, which gets the signal twice, with 130',
    async () => {
      const script = resolve(import.meta.dirname, '../../scripts/cli.mjs');
      const command = startAtTerminal(process.execPath, [script, ...POPULATE], env);
      await command.waitFor(/[1-9]\d* rows/);
      command.type(CTRL_C);
      expect(await command.ended).toMatchObject({ code: 130, leftBehind: [] });
    },
  );

  itWith('script')(
    'Ctrl-C in a long command leaves neither a changed terminal nor a partial file behind',
    async () => {
      const { folder, possible } = database;
      for (const [name = '', ...args] of [
        ...(possible ? [['backup'], ['restore', '--yes']] : []),
        ['transfer', '--to', `sqlite:${join(folder, 'target.db')}`],
        ['export', join(folder, 'issues.csv'), '--force'],
      ]) {
        const command = startCommandAtTerminal([name, ...args], env);
        await command.waitFor('%');
        command.type(CTRL_C);
        const { code, leftBehind } = await command.ended;
        expect([name, [0, 130], leftBehind]).toEqual([name, expect.arrayContaining([code]), []]);
      }
      const files = [...readdirSync(folder), ...(await database.files())];
      expect(files.filter((name) => /part/.test(name))).toEqual([]);
    },
  );
});
